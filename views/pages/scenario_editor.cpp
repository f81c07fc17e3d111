// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/scenario_editor.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSlider>

#include "models/scenario/document.h"
#include "models/scenario/editing.h"
#include "models/session/scenario_text.h"
#include "models/session/session.h"
#include "views/pages/lever_card.h"
#include "views/pages/number_box.h"
#include "views/pages/scenario_draft.h"
#include "views/widgets/flow_layout.h"

#include <utility>

namespace ms::views {
namespace {

using scenario::LeverKind;
using Step = session::FilterState::Step;

constexpr int kBetweenAnswersMs = 40;
constexpr int kNotesHeight = 64;

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ScenarioEditor::ScenarioEditor(QWidget* parent)
    : OptionEditor(parent), m_name{new QLineEdit(this)}, m_message{plainLabel(this)},
      m_kinds{new QMenu(this)}, m_list{new QWidget}, m_nothing{plainLabel(this)},
      m_notes{new QPlainTextEdit(this)}, m_job{this} {
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cardLayout = new QVBoxLayout(m_list);
    m_cardLayout->setContentsMargins(0, 0, 4, 0);
    m_cardLayout->setSpacing(6);
    m_cardLayout->addWidget(m_nothing);
    m_cardLayout->addStretch(1);
    m_cardLayout->addWidget(m_notes);
    scroll->setWidget(m_list);
    m_nothing->setText(tr("Nothing is changed yet. Add a lever: try a response cache first, then a "
                          "route to another model, then shorter prompts."));
    m_notes->setPlaceholderText(tr("Notes: what is assumed, and where it comes from"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setFixedHeight(kNotesHeight);
    m_notes->setTabChangesFocus(true);
    m_notes->installEventFilter(this);
    m_message->hide();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kBetweenAnswersMs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(buildHead());
    layout->addWidget(m_message);
    layout->addWidget(scroll, 1);
    layout->addWidget(buildFoot());
    buildKinds();
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isWaiting, false))
            send(Step::Same);
    });
}

QWidget* ScenarioEditor::buildHead() {
    auto* head = new QWidget(this);
    m_name->setPlaceholderText(tr("Name of the scenario"));
    m_name->setAccessibleName(tr("Name of the scenario"));
    m_add = new QPushButton(tr("Add lever"), head);
    m_add->setMenu(m_kinds);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_add);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text().toStdString() == m_scenario.name)
            return;
        m_scenario.name = m_name->text().toStdString();
        change();
    });
    return head;
}

QWidget* ScenarioEditor::buildFoot() {
    auto* foot = new QWidget(this);
    auto* flow = new FlowLayout(6);
    foot->setLayout(flow);
    const auto add = [&](const QString& text, const QString& help, auto what) {
        auto* button = new QPushButton(text, foot);
        button->setToolTip(help);
        flow->addWidget(button);
        connect(button, &QPushButton::clicked, this, what);
    };
    add(tr("Open …"), tr("Start from a scenario document"), &ScenarioEditor::askForFile);
    add(tr("Save …"), tr("Write the levers as a scenario document"),
        &ScenarioEditor::askWhereToSave);
    add(tr("Keep"), tr("Put this scenario beside what you make of it now: see \"Side by side\""),
        &ScenarioEditor::keepToCompare);
    add(tr("Clear"), tr("Take all levers away; Ctrl+Z brings them back"), [this] {
        m_scenario = {};
        change();
    });
    return foot;
}

void ScenarioEditor::buildKinds() {
    for (std::size_t k = 0; k < scenario::kLeverKinds; ++k) {
        const auto kind = LeverKind(k);
        QAction* action = m_kinds->addAction(QString::fromStdString(std::string(titleOf(kind))));
        connect(action, &QAction::triggered, this, [this, kind] { addKind(kind); });
    }
}

void ScenarioEditor::addKind(LeverKind kind) {
    if (m_scenario.levers.size() >= scenario::kMostLevers)
        return tell(tr("A scenario has at most %1 levers.").arg(scenario::kMostLevers));
    if (kind == LeverKind::Route && m_choices.models.isEmpty())
        return tell(tr("The price book has no model to route to."));
    const std::size_t place = addLever(m_scenario, kind);
    if (kind == LeverKind::Route)
        m_scenario.levers[place].model = m_choices.models.front().toStdString();
    change();
    m_cards[place]->setFocus();
}

QString ScenarioEditor::message() const {
    return m_message->isHidden() ? QString() : m_message->text();
}

void ScenarioEditor::tell(const QString& message) {
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

void ScenarioEditor::showOptions(const session::FilterState::Options& options,
                                 const session::SnapshotPtr& snapshot) {
    findChoices(snapshot);
    if (m_isWaiting)
        return; // what is being dragged is newer
    const bool isNew = m_options != options;
    m_options = options;
    auto scenario = scenarioOfOptions(options);
    if (!scenario)
        return tell(session::sentenceOf(scenario.error()));
    if (isNew)
        tell({});
    m_scenario = *std::move(scenario);
    showCards();
}

void ScenarioEditor::findChoices(const session::SnapshotPtr& snapshot) {
    if (m_choicesOf == snapshot)
        return;
    m_choicesOf = snapshot;
    m_job.start(
        [snapshot](std::stop_token stop) { return scenarioChoicesOf(*snapshot, std::move(stop)); },
        [this](core::Result<ScenarioChoices> choices) {
            if (!choices)
                return;
            m_choices = *std::move(choices);
            for (LeverCard* card : m_cards)
                card->setChoices(m_choices.models, m_choices.matches);
        });
}

void ScenarioEditor::showCards() {
    matchCards();
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setLever(m_scenario.levers[i],
                             {canMoveLever(m_scenario, i, -1), canMoveLever(m_scenario, i, 1)});
    m_nothing->setVisible(m_cards.empty());
    if (!m_name->hasFocus() || !m_name->isModified())
        m_name->setText(QString::fromStdString(m_scenario.name));
    showNotes();
}

/// One card a lever: those of the same kind at the same place stay, with focus and cursor.
void ScenarioEditor::matchCards() {
    const auto drop = [&](std::size_t place) {
        m_cards[place]->hide();
        m_cardLayout->removeWidget(m_cards[place]);
        m_cards[place]->deleteLater(); // it may be what was clicked
        m_cards.erase(m_cards.begin() + std::ptrdiff_t(place));
    };
    for (std::size_t i = 0; i < m_scenario.levers.size(); ++i) {
        while (m_cards.size() > m_scenario.levers.size() && i < m_cards.size() &&
               m_cards[i]->lever().kind != m_scenario.levers[i].kind)
            drop(i);
        if (i < m_cards.size() && m_cards[i]->lever().kind == m_scenario.levers[i].kind)
            continue;
        LeverCard* card = makeCard(i);
        m_cards.insert(m_cards.begin() + std::ptrdiff_t(i), card);
        m_cardLayout->insertWidget(int(i) + 1, card); // after what is said of no levers
        card->show();
    }
    while (m_cards.size() > m_scenario.levers.size())
        drop(m_cards.size() - 1);
}

LeverCard* ScenarioEditor::makeCard(std::size_t place) {
    auto* card = new LeverCard(m_scenario.levers[place].kind, m_list);
    card->setChoices(m_choices.models, m_choices.matches);
    for (QWidget* child : card->findChildren<QWidget*>())
        if (qobject_cast<QComboBox*>(child) != nullptr ||
            qobject_cast<QSlider*>(child) != nullptr || qobject_cast<NumberBox*>(child) != nullptr)
            child->installEventFilter(this);
    const auto placeOf = [this, card] {
        return std::size_t(std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin());
    };
    const auto edit = [this, placeOf](auto what) {
        return [this, placeOf, what](auto... arguments) {
            what(m_scenario, placeOf(), arguments...);
            change();
        };
    };
    connect(card, &LeverCard::edited, this, [this, card, placeOf](Step step) {
        m_scenario.levers[placeOf()] = card->lever();
        change(step);
    });
    connect(card, &LeverCard::moveRequested, this, edit(scenario::moveLever));
    connect(card, &LeverCard::removeRequested, this, edit(scenario::removeLever));
    connect(card, &LeverCard::duplicateRequested, this, edit(scenario::duplicateLever));
    return card;
}

/// A range keeps the lever's own number between its ends.
void ScenarioEditor::change(Step step) {
    for (scenario::Range& range : m_scenario.ranges) {
        const std::int64_t taken = m_scenario.levers[range.lever][range.field];
        range.low = std::min(range.low, taken);
        range.high = std::max(range.high, taken);
    }
    if (step == Step::Same && m_soon.isActive()) {
        m_isWaiting = true;
        return;
    }
    m_isWaiting = false;
    m_soon.start();
    send(step);
}

void ScenarioEditor::send(Step step) {
    tell({});
    m_options = withScenario(m_options, m_scenario);
    showCards();
    Q_EMIT chosen(m_options, step);
}

void ScenarioEditor::showNotes() {
    const QString notes = QString::fromStdString(m_scenario.notes);
    if (!m_notes->hasFocus() && m_notes->toPlainText() != notes)
        m_notes->setPlainText(notes);
}

void ScenarioEditor::readNotes() {
    const std::string notes = m_notes->toPlainText().toStdString();
    if (notes == m_scenario.notes)
        return;
    m_scenario.notes = notes;
    change();
}

void ScenarioEditor::keepToCompare() {
    session::FilterState::Options options = withScenario(m_options, m_scenario);
    options["against-scenario"] = documentOf(m_scenario, scenario::DocumentLayout::OneLine);
    m_options = options;
    Q_EMIT chosen(options, Step::New);
    tell(tr("Kept. What you change now stands beside it in \"Side by side\"."));
}

/// A wheel scrolls the levers unless something of them has the focus.
bool ScenarioEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_notes && event->type() == QEvent::FocusOut)
        readNotes();
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && widget != nullptr && !widget->hasFocus()) {
        event->ignore();
        return true;
    }
    return OptionEditor::eventFilter(watched, event);
}

void ScenarioEditor::askForFile() {
    auto* dialog = new QFileDialog(this, tr("Open a scenario"), {},
                                   tr("Scenario documents (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ScenarioEditor::openFrom);
    dialog->open();
}

void ScenarioEditor::openFrom(const QString& path) {
    auto scenario = session::scenarioNamed(path.toStdString());
    if (!scenario)
        return tell(session::sentenceOf(scenario.error()));
    m_scenario = *std::move(scenario);
    change();
}

void ScenarioEditor::askWhereToSave() {
    auto* dialog = new QFileDialog(this, tr("Save the scenario"), QStringLiteral("scenario.json"),
                                   tr("Scenario documents (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &ScenarioEditor::saveTo);
    dialog->open();
}

bool ScenarioEditor::saveTo(const QString& path) {
    QSaveFile file(path);
    const bool isSaved =
        file.open(QIODevice::WriteOnly) &&
        file.write(QByteArray::fromStdString(scenario::documentOf(m_scenario))) >= 0 &&
        file.commit();
    const QString name = QFileInfo(path).fileName();
    tell(isSaved ? tr("Saved as %1.").arg(name)
                 : tr("%1 could not be written: %2").arg(name, file.errorString()));
    return isSaved;
}

} // namespace ms::views
