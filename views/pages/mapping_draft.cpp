// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/mapping_draft.h"

#include "models/core/zone.h"

#include <algorithm>
#include <utility>

namespace ms::views {
namespace {

constexpr std::size_t kStepsBack = 200;

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

mapping::Part& partOf(mapping::TokenConvention& convention, MappingDraft::Tokens tokens) {
    switch (tokens) {
    case MappingDraft::Tokens::CacheReads:
        return convention.cacheReads;
    case MappingDraft::Tokens::CacheWrites:
        return convention.cacheWrites;
    case MappingDraft::Tokens::Reasoning:
        break;
    }
    return convention.reasoning;
}

} // namespace

void MappingDraft::start(core::InputFile file, mapping::FileSurvey survey,
                         const std::string& encoding) {
    m_file = std::move(file);
    m_survey = std::move(survey);
    m_now = {m_service.propose(m_survey, std::nullopt, m_file), {}, {}, {}};
    m_now.proposal.profile.encoding = encoding;
    m_before.clear();
    m_lastKey.clear();
    Q_EMIT started();
    Q_EMIT changed();
}

const std::vector<mapping::MappableField>& MappingDraft::fields() const {
    return m_service.fieldsOf(profile().kind);
}

const mapping::MappableField* MappingDraft::fieldNamed(const std::string& name) const {
    for (const mapping::MappableField& field : fields())
        if (field.name == name)
            return &field;
    return nullptr;
}

const mapping::MappingProfile::Field* MappingDraft::fieldOf(const std::string& column) const {
    for (const mapping::MappingProfile::Field& field : profile().fields)
        if (field.source == column)
            return &field;
    return nullptr;
}

bool MappingDraft::isOpen(const std::string& field) const {
    const auto& questions = proposal().questions;
    return std::any_of(questions.begin(), questions.end(),
                       [&](const auto& question) { return question.field == field; });
}

bool MappingDraft::isMissing(const std::string& field) const {
    return contains(proposal().missing, field);
}

std::vector<std::string> MappingDraft::constantFields() const {
    std::vector<std::string> names;
    for (const mapping::MappableField& field : fields())
        if (isMissing(field.name) || contains(m_now.asked, field.name) ||
            !constantOf(field.name).empty())
            names.push_back(field.name);
    return names;
}

std::string MappingDraft::constantOf(const std::string& field) const {
    for (const auto& [name, text] : profile().constants)
        if (name == field)
            return text;
    return {};
}

bool MappingDraft::isInside(Tokens tokens) const {
    mapping::TokenConvention convention = profile().tokens;
    const mapping::Part part = partOf(convention, tokens);
    return part == mapping::Part::Inside || part == mapping::Part::MostlyInside;
}

std::vector<core::FileKind> MappingDraft::kinds() const {
    std::vector<core::FileKind> kinds;
    for (std::size_t i = 0; i < core::kFileKinds; ++i)
        if (!m_service.fieldsOf(core::FileKind(i)).empty())
            kinds.push_back(core::FileKind(i));
    return kinds;
}

void MappingDraft::remember(const QString& key) {
    if (!key.isEmpty() && key == m_lastKey)
        return;
    m_lastKey = key;
    m_before.push_back(m_now);
    if (m_before.size() > kStepsBack)
        m_before.erase(m_before.begin());
}

void MappingDraft::reviewed() {
    m_service.review(m_now.proposal, m_survey);
    Q_EMIT changed();
}

void MappingDraft::setKind(core::FileKind kind) {
    if (kind == profile().kind)
        return;
    remember({});
    const mapping::MappingProfile before = profile();
    m_now.proposal = m_service.propose(m_survey, kind, m_file);
    m_now.asked.clear();
    m_now.proposal.profile.name = before.name;
    m_now.proposal.profile.source = before.source;
    m_now.proposal.profile.encoding = before.encoding;
    m_now.proposal.profile.zone = before.zone;
    m_now.proposal.profile.tokens = before.tokens;
    m_now.proposal.profile.privacy = before.privacy;
    Q_EMIT changed();
}

void MappingDraft::setField(const std::string& column, const std::string& field) {
    const mapping::MappingProfile::Field* present = fieldOf(column);
    if (present ? present->name == field : field.empty())
        return;
    remember({});
    if (present)
        (void)m_service.mapField(m_now.proposal, m_survey, std::string(present->name), {});
    if (!field.empty())
        (void)m_service.mapField(m_now.proposal, m_survey, field, column);
    Q_EMIT changed();
}

void MappingDraft::setFormat(const std::string& field, const std::string& format) {
    remember({});
    (void)m_service.chooseFormat(m_now.proposal, m_survey, field, format);
    Q_EMIT changed();
}

void MappingDraft::setTreatment(core::IdentityField field,
                                core::PrivacyRules::Treatment treatment) {
    if (profile().privacy.of(field) == treatment)
        return;
    remember({});
    m_now.proposal.profile.privacy.set(field, treatment);
    Q_EMIT changed();
}

void MappingDraft::setConstant(const std::string& field, const std::string& text) {
    if (text == constantOf(field))
        return;
    remember(QStringLiteral("constant ") + QString::fromStdString(field));
    auto& constants = m_now.proposal.profile.constants;
    std::erase_if(constants, [&](const auto& constant) { return constant.first == field; });
    if (!text.empty())
        constants.emplace_back(field, text);
    if (!contains(m_now.asked, field))
        m_now.asked.push_back(field); // its place stays while it is typed in
    reviewed();
}

void MappingDraft::askForConstant(const std::string& field) {
    remember({});
    m_now.asked.push_back(field);
    Q_EMIT changed();
}

void MappingDraft::removeConstant(const std::string& field) {
    remember({});
    std::erase_if(m_now.proposal.profile.constants,
                  [&](const auto& constant) { return constant.first == field; });
    std::erase(m_now.asked, field);
    reviewed();
}

void MappingDraft::setInside(Tokens tokens, mapping::Part part) {
    if (partOf(m_now.proposal.profile.tokens, tokens) == part)
        return;
    remember({});
    partOf(m_now.proposal.profile.tokens, tokens) = part;
    reviewed();
}

void MappingDraft::setZone(const QString& zone) {
    const QString name = zone.trimmed();
    if (name == m_now.zoneText)
        return;
    remember(QStringLiteral("zone"));
    m_now.zoneText = name;
    m_now.zoneProblem.clear();
    m_now.proposal.profile.zone.reset();
    if (!name.isEmpty()) {
        if (core::Zone::find(name.toStdString()))
            m_now.proposal.profile.zone = name.toStdString();
        else
            m_now.zoneProblem = tr("There is no time zone “%1”.").arg(name);
    }
    reviewed();
}

void MappingDraft::setName(const QString& name) {
    const std::string text = name.trimmed().toStdString();
    if (text == profile().name)
        return;
    remember(QStringLiteral("name"));
    m_now.proposal.profile.name = text;
    m_now.proposal.profile.source = text; // its rows are compared with those of the same source
    Q_EMIT changed();
}

void MappingDraft::undo() {
    if (m_before.empty())
        return;
    m_now = std::move(m_before.back());
    m_before.pop_back();
    m_lastKey.clear();
    Q_EMIT changed();
}

QString MappingDraft::openText() const {
    if (const auto open = proposal().questions.size(); open > 0)
        return open == 1 ? tr("1 column can be read in several ways: choose one.")
                         : tr("%1 columns can be read in several ways: choose for each.").arg(open);
    if (!proposal().missing.empty())
        return tr("Nothing fills “%1”.").arg(QString::fromStdString(proposal().missing.front()));
    if (!m_now.zoneProblem.isEmpty())
        return m_now.zoneProblem;
    return profile().name.empty() ? tr("The profile has no name.") : QString();
}

} // namespace ms::views
