// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/profile_columns.h"

#include "importers/common/signature.h"

#include <algorithm>

namespace ms::importers {

using core::Error;
using mapping::MappingProfile;

namespace {

constexpr int kSameHeader = 99; // what the user chose for this very header beats any guess
constexpr int kAllColumns = 90;
constexpr int kColumnsAndOthers = 60;

bool isIn(const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

std::string joined(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

/// The paths must live as long as the fields.
std::vector<SignatureField> signatureOf(const std::vector<std::string>& paths) {
    std::vector<SignatureField> fields;
    for (const std::string& path : paths)
        fields.push_back({path});
    return fields;
}

bool isMadeFor(const MappingProfile& profile, const FileHead& head, const std::string& recordsAt) {
    return !profile.header.empty() && profile.header == headerFingerprint(head, recordsAt);
}

Match matchCsv(const MappingProfile& profile, const FileHead& head) {
    const CsvHeader& header = *head.csv();
    const std::vector<std::string> wanted = profile.sources();
    const int all = static_cast<int>(wanted.size());
    if (!std::all_of(wanted.begin(), wanted.end(),
                     [&](const auto& name) { return header.indexOf(name); }))
        return {};
    if (isMadeFor(profile, head, {}))
        return {kSameHeader,
                "the header is the one that the profile '" + profile.name + "' was made for", all};
    const bool isWhole = header.names.size() == wanted.size() + profile.ignored.size();
    return {isWhole ? kAllColumns : kColumnsAndOthers,
            "all " + std::to_string(all) + " columns of the profile are there", all};
}

} // namespace

std::string headerFingerprint(const FileHead& head, const std::string& recordsAt) {
    if (head.csv())
        return mapping::fingerprintOf(head.csv()->names);
    std::vector<std::string> keys;
    for (const FileHead::Place& place : head.places())
        if (place.at == recordsAt && !place.records.empty())
            place.records.front().eachMember(
                [&](std::string_view key, JsonValue) { keys.emplace_back(key); });
    std::sort(keys.begin(), keys.end());
    return mapping::fingerprintOf(keys);
}

std::string recordsAtOf(const MappingProfile& profile, const FileHead& head) {
    const std::vector<std::string> paths = profile.sources();
    return findSignature(head, signatureOf(paths)).recordsAt;
}

Match matchProfile(const MappingProfile& profile, const FileHead& head) {
    const std::vector<std::string> paths = profile.sources();
    if (paths.empty())
        return {};
    if (profile.format == MappingProfile::FileFormat::Csv)
        return head.csv() ? matchCsv(profile, head) : Match{};
    if (head.csv())
        return {};
    const SignatureMatch found = findSignature(head, signatureOf(paths));
    if (!found.fits)
        return {};
    const int count = static_cast<int>(paths.size());
    if (isMadeFor(profile, head, found.recordsAt))
        return {kSameHeader,
                "the keys are those that the profile '" + profile.name + "' was made for", count};
    return {kColumnsAndOthers, "all " + std::to_string(count) + " keys of the profile are there",
            count};
}

core::Result<std::vector<std::string>> columnNotes(const MappingProfile& profile,
                                                   const FileHead& head) {
    if (profile.format == MappingProfile::FileFormat::Json)
        return std::vector<std::string>();
    const CsvHeader* const header = head.csv();
    if (!header)
        return Error{Error::Code::BadInput,
                     "The file has no CSV header, which the profile '" + profile.name +
                         "' expects.",
                     {}};
    const std::vector<std::string> sources = profile.sources();
    for (const std::string& name : sources)
        if (!header->indexOf(name))
            return Error{Error::Code::BadInput,
                         "The file has no column '" + name + "'. The profile '" + profile.name +
                             "' names it.",
                         {}};
    std::vector<std::string> unread;
    for (const std::string& name : header->names)
        if (!isIn(sources, name) && !isIn(profile.ignored, name))
            unread.push_back(name);
    std::vector<std::string> notes;
    if (!unread.empty())
        notes.push_back("columns not read: " + joined(unread));
    return notes;
}

} // namespace ms::importers
