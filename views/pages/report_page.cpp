// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/report_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "models/core/check.h"
#include "models/tables/report_table_model.h"
#include "views/pages/dimension_choosers.h"
#include "views/pages/drill_crumbs.h"
#include "views/pages/figure_panel.h"
#include "views/pages/option_editor.h"
#include "views/pages/option_form.h"
#include "views/pages/page_body.h"
#include "views/pages/row_walk.h"
#include "views/pages/section_place.h"
#include "views/pages/section_view.h"
#include "views/widgets/breadcrumb.h"
#include "views/widgets/flow_layout.h"
#include "views/widgets/pinned_table.h"

#include <algorithm>
#include <utility>

namespace ms::views {
namespace {

constexpr int kPatienceMs = 150; // faster answers need no hint

} // namespace

ReportPage::ReportPage(session::Session& session, session::FilterState& state, ReportPageSpec spec,
                       QWidget* parent)
    : QWidget(parent), m_session{session}, m_state{state}, m_spec{std::move(spec)},
      m_crumbs{new Breadcrumb(this)}, m_tabs{new QTabBar(this)}, m_by{new DimensionChoosers(this)},
      m_settings{new QToolButton(this)}, m_walk{new RowWalk(this)},
      m_scenario{new QToolButton(this)}, m_explain{new QToolButton(this)},
      m_options{new OptionForm(this)}, m_editor{m_spec.makeEditor ? m_spec.makeEditor() : nullptr},
      m_view{new SectionView(this)}, m_panel{new FigurePanel(this)}, m_job{this} {
    CHECK(!m_spec.sections.empty(), "A page of sections has some.");
    m_panel->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->addWidget(m_crumbs);
    layout->addWidget(buildHead());
    layout->addWidget(m_options);
    layout->addWidget(new PageBody(m_editor, m_view, m_panel, this), 1);
    m_options->hide();
    m_settings->setChecked(m_editor != nullptr);
    addKeys();
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_shown == source().id)
            m_view->setFreshness(SectionView::Freshness::Stale);
        else
            m_view->setWaiting();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &ReportPage::chooseSection);
    connect(m_by, &DimensionChoosers::chosen, this, &ReportPage::chooseBy);
    connect(m_options, &OptionForm::chosen, this, &ReportPage::chooseOption);
    connect(m_walk, &RowWalk::stepRequested, this, &ReportPage::stepRow);
    connect(m_crumbs, &Breadcrumb::climbRequested, this, &ReportPage::climbTo);
    connect(m_view, &SectionView::rowChosen, this, &ReportPage::drill);
    connect(m_view, &SectionView::columnChosen, this, &ReportPage::explainColumn);
    connect(m_view, &SectionView::cellTyped, this, &ReportPage::enter);
    connect(m_view, &SectionView::editingEnded, this, [this] {
        if (m_waiting && !m_view->isEditing())
            showAnswer(*std::exchange(m_waiting, {}));
    });
    connect(m_view, &SectionView::filterRequested, this, &ReportPage::narrow);
    connect(m_view, &SectionView::told, this, &ReportPage::told);
    connect(m_view, &SectionView::filesRequested, this, &ReportPage::filesRequested);
    connect(m_view, &SectionView::everythingRequested, this, [this] {
        climbTo(0);
        m_state.setFilter({});
    });
    connect(&m_state, &session::FilterState::changed, this, &ReportPage::refresh);
    connect(&m_session, &session::Session::changed, this, &ReportPage::refresh);
}

QWidget* ReportPage::buildHead() {
    auto* head = new QWidget(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(m_spec.title);
    for (const SectionSource& section : m_spec.sections)
        m_tabs->addTab(QString(section.title).replace(u'&', QStringLiteral("&&")));
    m_settings->setToolTip(tr("What this answer is asked with"));
    m_settings->setCheckable(true);
    m_settings->setAutoRaise(true);
    connect(m_settings, &QToolButton::toggled,
            m_editor ? static_cast<QWidget*>(m_editor) : m_options, &QWidget::setVisible);
    if (m_editor)
        connect(m_editor, &OptionEditor::chosen, this, &ReportPage::chooseOptions);
    m_explain->setText(tr("How is this computed?"));
    m_explain->setToolTip(tr("Formula, filter and files of the chosen column (F1)"));
    m_explain->setCheckable(true);
    m_explain->setAutoRaise(true);
    connect(m_explain, &QToolButton::toggled, m_panel, &QWidget::setVisible);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* flowing = new QWidget(head); // what does not fit beside the tabs goes below them
    auto* flow = new FlowLayout(8);
    flowing->setLayout(flow);
    flow->addWidget(m_tabs);
    for (const SectionSource& section : m_spec.sections) {
        m_tools.push_back(section.makeTool ? section.makeTool(m_session) : nullptr);
        if (m_tools.back())
            flow->addWidget(m_tools.back());
    }
    flow->addWidget(m_by);
    flow->addWidget(m_settings);
    flow->addWidget(m_walk);
    m_scenario->setText(tr("Open as scenario"));
    m_scenario->setToolTip(tr("Replay what fits the chosen row on its own calls (Ctrl+Return)"));
    m_scenario->setAutoRaise(true);
    m_scenario->hide();
    connect(m_scenario, &QToolButton::clicked, this, &ReportPage::openScenario);
    flow->addWidget(m_scenario);
    layout->addWidget(flowing, 1);
    layout->addWidget(m_explain, 0, Qt::AlignTop);
    return head;
}

void ReportPage::addKeys() {
    const auto add = [this](const QKeySequence& keys, auto what) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, what);
    };
    const auto step = [this](int by) {
        const int count = m_tabs->count();
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + count) % count);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_PageDown), [step] { step(1); });
    add(QKeySequence(Qt::CTRL | Qt::Key_PageUp), [step] { step(-1); });
    add(QKeySequence(Qt::Key_F1), [this] { m_explain->toggle(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { openScenario(); });
}

void ReportPage::toggleChart() {
    m_view->toggleCharts();
}

void ReportPage::toggleOptions() {
    m_settings->toggle();
}

void ReportPage::copyTable() const {
    m_view->copyTable();
}

std::optional<ReportPage::ShownSection> ReportPage::shownSection() const {
    if (m_shown != source().id || m_view->isStale() || !m_askedOf)
        return std::nullopt;
    ShownSection shown{m_view->section(), contextOf(*m_askedOf, m_view->section().filter.range),
                       m_askedOf};
    const tables::ReportTableModel& model = m_view->model();
    std::vector<report::Row> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.push_back(model.rowAt(row));
    shown.section.table.rows = std::move(rows);
    return shown;
}

session::AskedVerb ReportPage::askedVerb() const {
    return askedVerbAt(m_spec, m_state.place());
}

void ReportPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

std::vector<query::Dimension> ReportPage::by() const {
    return groupingAt(m_spec, m_state.place());
}

std::map<std::string, std::string> ReportPage::options() const {
    return optionsAt(m_spec, m_state.place());
}

void ReportPage::refresh() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    const session::Place& place = m_state.place();
    if (!snapshot || !isVisible() || place.page != m_spec.page)
        return;
    refreshHead();
    if (m_askedOf == snapshot && m_askedAt == place)
        return;
    m_askedOf = snapshot;
    m_askedAt = place;
    ask();
}

void ReportPage::refreshHead() {
    const session::Place& place = m_state.place();
    m_section = sectionAt(m_spec, place);
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(int(m_section));
    for (std::size_t section = 0; section < m_tools.size(); ++section)
        if (m_tools[section])
            m_tools[section]->setVisible(section == m_section);
    m_by->setVisible(!source().by.empty());
    m_by->setMost(source().grouping == SectionSource::Grouping::One ? DimensionChoosers::Most::One
                                                                    : DimensionChoosers::Most::Two);
    m_by->setBy(by());
    refreshOptions();
    QStringList crumbs = crumbsOf(place, *m_session.snapshot());
    crumbs.front() = m_spec.title;
    m_crumbs->setCrumbs(crumbs);
    m_crumbs->setVisible(!place.path.empty());
}

void ReportPage::refreshOptions() {
    const bool hasOptions = !source().options.empty();
    m_walk->setPlace(m_state.place(), options());
    m_settings->setVisible(hasOptions);
    if (m_editor) {
        m_settings->setText(m_editor->title());
        return m_editor->showOptions(options(), m_session.snapshot());
    }
    const std::size_t chosen = options().size();
    m_settings->setText(chosen > 0 ? tr("Settings (%1)").arg(chosen) : tr("Settings"));
    m_options->setOptions(source().options, options(), *m_session.snapshot());
    m_options->setVisible(hasOptions && m_settings->isChecked());
}

void ReportPage::ask() {
    const session::SnapshotPtr snapshot = m_askedOf;
    SectionQuestion question{effectiveFilter(m_askedAt), by(), {}, options()};
    question.context = contextOf(*snapshot, question.filter.range);
    m_patience.start();
    m_job.start([snapshot, question, answer = source().ask](
                    std::stop_token stop) { return answer(*snapshot, question, stop); },
                [this, context = question.context](core::Result<report::Section> answer) {
                    take({std::move(answer), context});
                });
}

void ReportPage::take(Answer answer) {
    m_patience.stop();
    m_waiting.reset();
    if (m_view->isEditing() && m_shown == source().id && answer.section)
        m_waiting = std::move(answer);
    else
        showAnswer(std::move(answer));
}

void ReportPage::showAnswer(Answer answer) {
    auto& [section, context] = answer;
    if (!section) {
        const QString message = session::sentenceOf(section.error());
        m_shown.clear();
        m_scenario->hide();
        m_view->setError(message);
        Q_EMIT failed(message);
        m_askedOf.reset(); // ask again next time
        return;
    }
    m_shown = source().id;
    m_view->setEditable(source().edits ? source().edits->columns : std::vector<std::string>());
    m_view->setSection(*std::move(section), m_askedOf, context);
    const auto& rows = m_view->section().table.rows;
    m_scenario->setVisible(std::any_of(rows.begin(), rows.end(),
                                       [](const report::Row& row) { return !row.levers.empty(); }));
    m_panel->setOrigin(context, m_view->section().filter, *m_askedOf);
    if (const RowWalk::Stop* left = m_walk->lastOf(source().id, m_askedAt)) {
        const RowWalk::Sorting sorting = m_walk->sorting();
        m_view->table().view()->horizontalHeader()->setSortIndicator(sorting.column, sorting.order);
        m_view->chooseRow(left->row);
    }
    const QModelIndex current = m_view->table().view()->currentIndex();
    explainColumn(std::max(current.column(), 0));
    Q_EMIT shown();
}

/// Nothing is written here: the window does that in the background, and a new snapshot comes of it.
void ReportPage::enter(int resultRow, int column) {
    if (m_shown != source().id || !source().edits)
        return m_view->forgetTyped();
    const auto rows = source().edits->rowsFor(
        {m_view->section().table, m_view->model().textsOf(resultRow), std::size_t(column)});
    if (rows) {
        Q_EMIT rowsEntered(*rows);
        return;
    }
    m_view->forgetTyped();
    Q_EMIT told(session::sentenceOf(rows.error()));
}

void ReportPage::forgetTyped() {
    m_view->forgetTyped();
}

void ReportPage::chooseSection(int section) {
    session::Place next = m_state.place();
    next.section = m_spec.sections.at(std::size_t(section)).id;
    next.sectionBy.clear();
    m_state.visit(std::move(next));
}

void ReportPage::chooseBy() {
    session::Place next = m_state.place();
    next.section = source().id;
    next.sectionBy = m_by->by();
    m_state.visit(std::move(next));
}

void ReportPage::chooseOption(const QString& name, const QString& value) {
    const std::string option = name.toStdString();
    const auto& known = source().options;
    if (std::none_of(known.begin(), known.end(), [&](const auto& o) { return o.name == option; }))
        return; // a field that lost the focus with its section
    session::FilterState::Options next = m_state.place().options;
    if (value.isEmpty())
        next.erase(option);
    else
        next[option] = value.toStdString();
    m_state.setOptions(std::move(next));
}

/// All that the section has; other sections' options stay.
void ReportPage::chooseOptions(const session::FilterState::Options& chosen,
                               session::FilterState::Step step) {
    session::FilterState::Options next = m_state.place().options;
    for (const SectionOption& option : source().options)
        next.erase(option.name);
    for (const auto& [name, value] : chosen)
        next[name] = value;
    m_state.setOptions(std::move(next), step);
}

/// A chip, which holds on every page and which undo takes away.
void ReportPage::narrow(const query::Condition& condition) {
    m_state.setFilter(
        session::withValues(m_state.place().filter, condition.dimension, condition.values));
}

/// As the margin page climbs, but staying here.
void ReportPage::climbTo(int crumb) {
    session::Place next = m_state.place();
    if (crumb < 0 || std::size_t(crumb) >= next.path.size())
        return;
    next.path.resize(std::size_t(crumb));
    m_state.visit(std::move(next));
}

void ReportPage::drill(int resultRow) {
    const auto& rows = m_view->section().table.rows;
    if (resultRow < 0 || std::size_t(resultRow) >= rows.size())
        return;
    const report::Row& row = rows[std::size_t(resultRow)];
    if (source().leadsTo && follow(resultRow))
        return;
    if (!row.drill) {
        Q_EMIT told(tr("This row stands for no attempts of its own: there is nothing below."));
        return;
    }
    query::Filter asked = m_view->section().filter;
    if (row.drillRange)
        asked.range = *row.drillRange;
    session::Place next = attemptsBehind(m_state.place(), asked, *row.drill);
    next.attempt = row.attempt;
    m_state.visit(std::move(next));
}

/// Of the chosen row; of the first one that has levers where none is chosen.
void ReportPage::openScenario() {
    const auto& rows = m_view->section().table.rows;
    const int shownRow = m_view->table().currentRow();
    const bool isChosen = shownRow >= 0 && shownRow < m_view->model().rowCount();
    const auto row = isChosen ? rows.begin() + m_view->model().resultRowAt(shownRow)
                              : std::find_if(rows.begin(), rows.end(), [](const report::Row& one) {
                                    return !one.levers.empty();
                                });
    if (row == rows.end() || row->levers.empty()) {
        Q_EMIT told(tr("No lever that can be replayed fits this row."));
        return;
    }
    query::Filter asked = m_view->section().filter;
    if (row->drillRange)
        asked.range = *row->drillRange;
    m_state.visit(scenarioFor(m_state.place(), asked,
                              row->drill.value_or(std::vector<query::Condition>()), row->levers));
}

/// False: the row leads nowhere but to its attempts.
bool ReportPage::follow(int resultRow) {
    const report::Table& table = m_view->section().table;
    const tables::ReportTableModel& model = m_view->model();
    const auto chosen = source().leadsTo(table, std::size_t(resultRow));
    if (!chosen)
        return false;
    std::vector<RowWalk::Stop> stops;
    for (int shown = 0; shown < model.rowCount(); ++shown)
        if (auto target = source().leadsTo(table, std::size_t(model.resultRowAt(shown))))
            stops.push_back(
                {*std::move(target), model.index(shown, 0).data(tables::ExactTextRole).toString()});
    const QHeaderView& header = *m_view->table().view()->horizontalHeader();
    m_walk->start(source().id, m_state.place(), std::move(stops),
                  {header.sortIndicatorSection(), header.sortIndicatorOrder()});
    m_state.visit(placeOf(m_state.place(), *chosen));
    return true;
}

void ReportPage::stepRow(int by) {
    if (auto next = m_walk->stepped(by))
        m_state.visitInstead(*std::move(next));
    else if (m_walk->isOn())
        Q_EMIT told(by > 0 ? tr("This is the last row of the list.")
                           : tr("This is the first row of the list."));
    else
        Q_EMIT told(tr("Enter on a row of a list that leads to another answer; from there this "
                       "goes to the next row."));
}

void ReportPage::explainColumn(int column) {
    const auto& columns = m_view->section().table.columns;
    if (column < 0 || std::size_t(column) >= columns.size())
        return;
    m_panel->setColumn(m_view->model().columns()[std::size_t(column)].title,
                       columns[std::size_t(column)]);
}

} // namespace ms::views
