// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/identity_names.h"
#include "app/services/passing_sink.h"
#include "importers/common/row_form.h"
#include "models/core/private_texts.h"
#include "models/store/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace ms::app {

/// The keys by which other batches of a workspace made their tokens.
struct OtherKeys {
    struct Use {
        std::int64_t batch = 0;
        std::string key; // fingerprint
    };
    std::vector<Use> uses;
    static core::Result<OtherKeys> of(const store::Workspace& workspace);
};

/// Puts tokens in the place of who somebody is before anything is stored: e-mail addresses in every
/// text of events, facts, rejected rows, headers and notes, and all values of the fields that the
/// rules hash. The same value becomes the same token in every file, so that what belonged together
/// still does. Passwords of programs that stand in texts of few values are masked.
/// Errors  those of the tokens: the import ends, and nothing of it is written.
class PrivacySink : public PassingSink {
public:
    /// `rules`: go before those of the file's profile.
    PrivacySink(core::RowSink& target, core::Pseudonymiser& tokens, const core::PrivacyRules& rules,
                OtherKeys others);
    core::Status begin(const core::SourceInfo& info) override;
    core::Status events(core::EventBlock block) override;
    core::Status facts(std::vector<core::Fact> facts) override;
    core::Status rejects(std::vector<core::Diagnostic> diagnostics) override;
    core::Status end(const core::ReadTotals& totals) override;

private:
    using Treatment = core::PrivacyRules::Treatment;
    Treatment treatmentOf(std::optional<core::IdentityField> field) const {
        return field ? m_rules.of(*field) : Treatment::AddressesOnly;
    }
    /// What is stored in the place of a text; nullopt: the text itself.
    std::optional<std::string> storedText(std::string_view text, Treatment treatment);
    std::optional<std::string> storedTags(std::string_view tags);
    std::optional<std::string> storedPiece(const importers::RowPiece& piece);
    void editIds(core::EventBlock& block, core::IdColumn column);
    void edit(core::Fact& fact);
    template <class Fact>
    bool editTexts(Fact& fact);
    void addNotes(core::ReadTotals& totals, const std::string& key) const;
    void clean(std::string& text) {
        if (auto stored = storedText(text, Treatment::AddressesOnly))
            text = *std::move(stored);
    }

    core::Pseudonymiser& m_tokens;
    core::PrivateTexts m_texts;
    core::PrivacyRules m_rules;
    OtherKeys m_others;
    std::optional<importers::RowForm> m_form;
    std::optional<IdentityNames> m_names;
};

} // namespace ms::app
