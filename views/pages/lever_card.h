// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "models/scenario/lever.h"
#include "models/session/filter_state.h"

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace ms::views {

class LeverNumber;
class LeverWords;

/// One lever of a scenario: its name, the calls that it takes, its words and numbers. Numbers that
/// are seldom touched are folded away until they differ from their standard.
class LeverCard : public QFrame {
    Q_OBJECT

public:
    explicit LeverCard(scenario::LeverKind kind, QWidget* parent = nullptr);
    /// Where it can go among its own kind.
    struct Place {
        bool canGoUp = false;
        bool canGoDown = false;
    };
    /// Show it, without telling anybody. It is of the card's kind.
    void setLever(const scenario::Lever& lever, Place place);
    const scenario::Lever& lever() const { return m_lever; }
    /// To choose from: models with prices, and matches such as "tier=Free".
    void setChoices(const QStringList& models, const QStringList& matches);
    LeverNumber* numberOf(scenario::Field field) const; // null: the kind has none
    QLineEdit& matchLine() const { return *m_match; }
    LeverWords& words() const { return *m_words; }
    QToolButton& moreButton() const { return *m_more; }

Q_SIGNALS:
    void edited(ms::session::FilterState::Step step);
    void moveRequested(int by);
    void duplicateRequested();
    void removeRequested();

private:
    QWidget* buildHead();
    void buildNumbers();
    void readMatch();
    void showNumbers();
    void change(session::FilterState::Step step = session::FilterState::Step::New);

    scenario::Lever m_lever;
    QLineEdit* m_name;
    QLabel* m_basis;
    QToolButton* m_up;
    QToolButton* m_down;
    QLineEdit* m_match;
    QLabel* m_wrong; // why the match is not taken
    LeverWords* m_words;
    std::vector<LeverNumber*> m_numbers;
    QToolButton* m_more;
};

} // namespace ms::views
