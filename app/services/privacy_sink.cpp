// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/privacy_sink.h"

#include "importers/common/json_edit.h"
#include "models/core/mail_address.h"
#include "models/core/secret_text.h"
#include "models/store/fact_fields.h"

#include <type_traits>

namespace ms::app {

using core::IdentityField;

namespace {

/// The identity field that a column of a table of facts holds.
template <class Fact>
std::optional<IdentityField> fieldOf(const Fact& fact, std::string_view column) {
    if constexpr (std::is_same_v<Fact, core::TenantAlias>)
        return IdentityField::Tenant; // both sides
    if constexpr (std::is_same_v<Fact, core::BudgetFact>)
        return column == "scope_value" ? core::identityFieldNamed(fact.scopeDimension)
                                       : std::nullopt;
    return core::identityFieldNamed(column);
}

} // namespace

core::Result<OtherKeys> OtherKeys::of(const store::Workspace& workspace) {
    const auto batches = workspace.batches();
    if (!batches)
        return batches.error();
    OtherKeys keys;
    for (const store::Batch& batch : *batches)
        if (!batch.privacyKey.empty())
            keys.uses.push_back({batch.id, batch.privacyKey});
    return keys;
}

PrivacySink::PrivacySink(core::RowSink& target, core::Pseudonymiser& tokens,
                         const core::PrivacyRules& rules, OtherKeys others)
    : PassingSink(target), m_tokens{tokens}, m_texts{tokens}, m_rules{rules}, m_others{std::move(
                                                                                  others)} {}

std::optional<std::string> PrivacySink::storedText(std::string_view text, Treatment treatment) {
    if (treatment == Treatment::Keep || text.empty())
        return std::nullopt;
    if (treatment == Treatment::Hash)
        return m_texts.tokenFor(text);
    auto masked = core::withoutSecrets(text);
    auto replaced = m_texts.withoutAddresses(masked ? std::string_view(*masked) : text);
    return replaced ? replaced : masked;
}

/// Left-over fields may name again who the row is about.
std::optional<std::string> PrivacySink::storedTags(std::string_view tags) {
    if (!m_rules.has(Treatment::Hash))
        return storedText(tags, Treatment::AddressesOnly);
    std::string edited = importers::editedJson(
        tags, [this](const importers::RowPiece& piece) { return storedPiece(piece); });
    return edited;
}

std::optional<std::string> PrivacySink::storedPiece(const importers::RowPiece& piece) {
    using Kind = importers::RowPiece::Kind;
    const bool isValue = piece.kind == Kind::Text || piece.kind == Kind::Plain;
    const Treatment treatment =
        isValue ? treatmentOf(m_names->fieldOf(piece.names)) : Treatment::AddressesOnly;
    if (piece.kind == Kind::Plain && (treatment != Treatment::Hash || piece.text == "null"))
        return std::nullopt;
    return storedText(piece.text, treatment);
}

core::Status PrivacySink::begin(const core::SourceInfo& info) {
    core::SourceInfo stored = info;
    stored.privacy = m_rules = info.privacy.overriddenBy(m_rules);
    m_form.emplace(info.head);
    m_names.emplace(info);
    clean(stored.head);
    clean(stored.profileText);
    return m_texts.status() ? PassingSink::begin(stored) : m_texts.status();
}

void PrivacySink::editIds(core::EventBlock& block, core::IdColumn column) {
    const Treatment treatment = treatmentOf(core::identityFieldOf(column));
    if (treatment == Treatment::Hash)
        block.edit(column, [&](std::string_view id) { return storedText(id, treatment); });
    else if (treatment != Treatment::Keep && core::mayHoldMailAddress(block.bytes(column)))
        block.edit(column, [&](std::string_view id) { return m_texts.withoutAddresses(id); });
}

core::Status PrivacySink::events(core::EventBlock block) {
    for (std::size_t c = 0; c < core::kTextColumns; ++c) {
        const auto column = core::TextColumn(c);
        const Treatment treatment = treatmentOf(core::identityFieldOf(column));
        block.edit(column, [&](std::string_view text) { return storedText(text, treatment); });
    }
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        editIds(block, core::IdColumn(c));
    if (block.hasAny(core::BlobColumn::Tags))
        block.edit(core::BlobColumn::Tags, [&](std::string_view tags) { return storedTags(tags); });
    return m_texts.status() ? PassingSink::events(std::move(block)) : m_texts.status();
}

/// True when a field was hashed.
template <class Fact>
bool PrivacySink::editTexts(Fact& fact) {
    bool isHashed = false;
    const auto edit = [&](std::string_view column, auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
            const Treatment treatment = treatmentOf(fieldOf(fact, column));
            isHashed = isHashed || (treatment == Treatment::Hash && !value.empty());
            auto stored = column == "tags" ? storedTags(value) : storedText(value, treatment);
            if (stored)
                value = *std::move(stored);
        }
    };
    store::FactFields<Fact>::visitAll(fact, edit);
    return isHashed;
}

void PrivacySink::edit(core::Fact& fact) {
    std::visit(
        [this](auto& row) {
            using Row = std::decay_t<decltype(row)>;
            if constexpr (std::is_same_v<Row, core::PriceEntry>) {
                clean(row.source); // the rest of a price list is about models
            } else {
                const bool isHashed = editTexts(row);
                if constexpr (requires { row.identity; })
                    if (isHashed) // it is made of the fields
                        row.identity = m_texts.tokenFor(row.identity);
                if constexpr (std::is_same_v<Row, core::TenantFact>)
                    if (isHashed) // the name would say who the token is
                        row.name.clear();
            }
        },
        fact);
}

core::Status PrivacySink::facts(std::vector<core::Fact> facts) {
    for (core::Fact& fact : facts)
        edit(fact);
    return m_texts.status() ? PassingSink::facts(std::move(facts)) : m_texts.status();
}

core::Status PrivacySink::rejects(std::vector<core::Diagnostic> diagnostics) {
    const bool hasRules = m_rules.has(Treatment::Hash);
    for (core::Diagnostic& reject : diagnostics) {
        if (hasRules || core::mayHoldMailAddress(reject.raw))
            reject.raw = m_form->edited(reject.raw, [this](const importers::RowPiece& piece) {
                return storedPiece(piece);
            });
        clean(reject.reason);
        clean(reject.column);
    }
    return m_texts.status() ? PassingSink::rejects(std::move(diagnostics)) : m_texts.status();
}

void PrivacySink::addNotes(core::ReadTotals& totals, const std::string& key) const {
    const std::string withKey = " stored as tokens (key " + key + ")";
    if (const std::string hashed = m_rules.namesWith(Treatment::Hash); !hashed.empty())
        totals.notes.push_back(hashed + " and all e-mail addresses" + withKey);
    else
        totals.notes.push_back("e-mail addresses" + withKey);
    std::string batches;
    for (const OtherKeys::Use& use : m_others.uses)
        if (use.key != key)
            batches += (batches.empty() ? "" : ", ") + std::to_string(use.batch);
    if (!batches.empty())
        totals.notes.push_back("tokens of batch " + batches +
                               " were made with another key: the same people have other tokens "
                               "there");
}

core::Status PrivacySink::end(const core::ReadTotals& totals) {
    core::ReadTotals stored = totals;
    for (std::string& note : stored.notes)
        clean(note);
    if (const std::string kept = m_rules.namesWith(Treatment::Keep); !kept.empty())
        stored.notes.push_back("e-mail addresses in " + kept + " are kept as they are");
    if (m_texts.hasReplaced()) {
        const auto key = m_tokens.keyFingerprint();
        if (!key)
            return key.error();
        stored.privacyKey = *key;
        addNotes(stored, *key);
    }
    return m_texts.status() ? PassingSink::end(stored) : m_texts.status();
}

} // namespace ms::app
