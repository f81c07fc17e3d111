// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "models/scenario/lever.h"
#include "models/session/latest_job.h"
#include "views/pages/option_editor.h"
#include "views/pages/scenario_choices.h"

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace ms::views {

class LeverCard;

/// A scenario as it is tried out: its levers with sliders, which can be added, doubled, removed and
/// change places; its name and notes; opened from a document and saved as one. Every change asks
/// the page anew and is a step of undo, a whole drag one.
class ScenarioEditor : public OptionEditor {
    Q_OBJECT

public:
    explicit ScenarioEditor(QWidget* parent = nullptr);
    QString title() const override { return tr("Levers"); }
    void showOptions(const session::FilterState::Options& options,
                     const session::SnapshotPtr& snapshot) override;

    const scenario::Scenario& scenario() const { return m_scenario; }
    const std::vector<LeverCard*>& cards() const { return m_cards; }
    QMenu& addMenu() const { return *m_kinds; }
    QLineEdit& nameLine() const { return *m_name; }
    QPlainTextEdit& notesField() const { return *m_notes; }
    QString message() const;
    bool isBusy() const { return m_job.isRunning(); }
    void openFrom(const QString& path);
    /// The present scenario is what later changes are held against.
    void keepToCompare();
    /// False, and said so, where the file cannot be written.
    bool saveTo(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildFoot();
    void buildKinds();
    void addKind(scenario::LeverKind kind);
    void showCards();
    void matchCards();
    LeverCard* makeCard(std::size_t place);
    void showNotes();
    void readNotes();
    /// The scenario is changed: say so now, or, while something is dragged, soon.
    void change(session::FilterState::Step step = session::FilterState::Step::New);
    void send(session::FilterState::Step step);
    void tell(const QString& message);
    void askForFile();
    void askWhereToSave();
    void findChoices(const session::SnapshotPtr& snapshot);

    session::FilterState::Options m_options;
    scenario::Scenario m_scenario;
    ScenarioChoices m_choices;
    session::SnapshotPtr m_choicesOf;
    QLineEdit* m_name;
    QLabel* m_message;
    QMenu* m_kinds;
    QPushButton* m_add = nullptr;
    QWidget* m_list;
    QVBoxLayout* m_cardLayout = nullptr;
    std::vector<LeverCard*> m_cards; // one a lever
    QLabel* m_nothing;
    QPlainTextEdit* m_notes;
    QTimer m_soon; // a drag asks a few dozen times a second at most
    bool m_isWaiting = false;
    session::LatestJob<ScenarioChoices> m_job;
};

} // namespace ms::views
