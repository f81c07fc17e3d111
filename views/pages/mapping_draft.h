// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/session/mapping_service.h"

#include <string>
#include <vector>

namespace ms::views {

/// A mapping while it is made: what the file looks like, what was decided so far, and the way back.
/// Every part of the mapping view shows it and changes it; each change is told once.
class MappingDraft : public QObject {
    Q_OBJECT

public:
    enum class Tokens { CacheReads, CacheWrites, Reasoning };

    explicit MappingDraft(session::MappingService& service, QObject* parent = nullptr)
        : QObject(parent), m_service{service} {}
    /// Begin with what the file suggests, read in that encoding; empty: the one found by content.
    void start(core::InputFile file, mapping::FileSurvey survey, const std::string& encoding);

    const core::InputFile& file() const { return m_file; }
    const mapping::FileSurvey& survey() const { return m_survey; }
    const mapping::MappingProposal& proposal() const { return m_now.proposal; }
    const mapping::MappingProfile& profile() const { return m_now.proposal.profile; }
    const QString& zoneText() const { return m_now.zoneText; }
    /// The fields that rows of the kind have.
    const std::vector<mapping::MappableField>& fields() const;
    const mapping::MappableField* fieldNamed(const std::string& name) const;
    /// The field that a column fills; null: it is not used.
    const mapping::MappingProfile::Field* fieldOf(const std::string& column) const;
    bool isOpen(const std::string& field) const;
    bool isMissing(const std::string& field) const;
    /// Fields with a constant, without anything, or asked for: in the order of fields().
    std::vector<std::string> constantFields() const;
    std::string constantOf(const std::string& field) const;
    bool isInside(Tokens tokens) const;

    /// Kinds that a mapping can make.
    std::vector<core::FileKind> kinds() const;
    void setKind(core::FileKind kind);
    void setField(const std::string& column, const std::string& field); // empty: not used
    void setFormat(const std::string& field, const std::string& format);
    void setTreatment(core::IdentityField field, core::PrivacyRules::Treatment treatment);
    void setConstant(const std::string& field, const std::string& text);
    /// A place for a constant that nothing asks for yet.
    void askForConstant(const std::string& field);
    void removeConstant(const std::string& field);
    void setInside(Tokens tokens, mapping::Part part);
    /// Empty: UTC is assumed and flagged. A name that is no zone is kept, and stands in the way.
    void setZone(const QString& zone);
    void setName(const QString& name);
    bool canUndo() const { return !m_before.empty(); }
    void undo();

    /// What is still to do, the first thing of it; empty: it can be saved.
    QString openText() const;
    bool isReady() const { return openText().isEmpty(); }

Q_SIGNALS:
    void started();
    void changed();

private:
    struct State {
        mapping::MappingProposal proposal;
        std::vector<std::string> asked; // constants without text yet
        QString zoneText;
        QString zoneProblem;
    };
    /// Remember what was; typing on in one place (`key`) is one step back.
    void remember(const QString& key);
    void reviewed();

    session::MappingService& m_service;
    core::InputFile m_file;
    mapping::FileSurvey m_survey;
    State m_now;
    std::vector<State> m_before;
    QString m_lastKey;
};

} // namespace ms::views
