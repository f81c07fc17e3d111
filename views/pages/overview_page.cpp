// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/overview_page.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>

#include "models/analysis/periods.h"
#include "models/report/overview_section.h"
#include "models/session/headlines.h"
#include "models/session/period.h"
#include "models/tables/number_format.h"
#include "models/tables/report_table_model.h"
#include "models/tables/totals_model.h"
#include "views/charts/chart_panel.h"
#include "views/charts/report_chart.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/figure_card.h"
#include "views/widgets/flow_layout.h"
#include "views/widgets/headline_button.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

using analysis::Overview;
using analysis::OverviewFigures;
using core::MoneySum;
using query::Dimension;
using session::Page;

constexpr int kTwoColumns = 1040; // wide enough for two panels side by side
constexpr int kSpacing = 10;
constexpr std::size_t kCards = 6;
constexpr std::array kChartSections{0, 1, 2};        // of report::overviewSections
constexpr std::array<std::size_t, 3> kBars{5, 6, 6}; // that the charts have room for

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

core::Result<Overview> askOverview(const session::Snapshot& snapshot, const query::Filter& filter,
                                   std::stop_token stop) {
    return analysis::overviewOf(filter, *snapshot.source, snapshot.revenue, snapshot.gpu,
                                std::move(stop));
}

SectionSource::Ask askSection(report::Section (*sectionOf)(const Overview&,
                                                           const report::Context&)) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto overview = askOverview(snapshot, question.filter, std::move(stop));
        if (!overview)
            return overview.error();
        return sectionOf(*overview, question.context);
    };
}

core::Result<report::Section> askHeadlines(const session::Snapshot& snapshot,
                                           const SectionQuestion& question, std::stop_token stop) {
    return session::headlinesOf(snapshot, question.filter, question.context, std::move(stop));
}

/// One figure of the cards.
struct CardFigure {
    const char* title;
    Page page;
    const char* section; // of the page
    bool isRiseGood;
    std::optional<MoneySum> (*of)(const OverviewFigures&);
};

std::optional<MoneySum> known(const OverviewFigures& figures, MoneySum amount) {
    return figures.margin.isCostUnknown() ? std::nullopt : std::optional(amount);
}

constexpr std::array<CardFigure, kCards - 1> kFigures{{
    {QT_TRANSLATE_NOOP("ms::views", "Cost"), Page::Margin, "", false,
     [](const OverviewFigures& f) { return known(f, f.margin.totalCost()); }},
    {QT_TRANSLATE_NOOP("ms::views", "Revenue"), Page::Margin, "", true,
     [](const OverviewFigures& f) { return std::optional(f.margin.revenue); }},
    {QT_TRANSLATE_NOOP("ms::views", "Margin"), Page::Drivers, "margin_drivers", true,
     [](const OverviewFigures& f) { return known(f, f.margin.margin()); }},
    {QT_TRANSLATE_NOOP("ms::views", "Cost per customer"), Page::Customers, "", false,
     [](const OverviewFigures& f) { return f.costPerCustomer(); }},
    {QT_TRANSLATE_NOOP("ms::views", "Cost per success"), Page::Units, "", false,
     [](const OverviewFigures& f) { return f.units.costPerSuccessful(); }},
}};

double plain(MoneySum amount) {
    return double(amount.picos()) / double(core::kPicosPerUnit);
}

QString signedPercent(double ratio) {
    const QString text = tables::NumberFormat().percent(ratio);
    return ratio > 0 ? QLatin1Char('+') + text : text;
}

FigureCard::Tone toneOf(double change, bool isRiseGood) {
    constexpr double kFlat = 0.005;
    if (std::abs(change) < kFlat)
        return FigureCard::Tone::Neutral;
    return (change > 0) == isRiseGood ? FigureCard::Tone::Good : FigureCard::Tone::Bad;
}

} // namespace

ReportPageSpec overviewAnswers() {
    return {Page::Overview,
            trText("Overview"),
            "overview",
            {{"overview", trText("Overview"), askSection(report::overviewSection)},
             {"headlines", trText("What to look at"), askHeadlines},
             {"where_it_goes", trText("Where it goes"), askSection(report::featureCostSection)},
             {"where_it_is_lost", trText("Where it is lost"),
              askSection(report::losingCustomersSection)},
             {"trust", trText("What it rests on"), askSection(report::trustSection)}}};
}

OverviewPage::OverviewPage(session::Session& session, session::FilterState& state, QWidget* parent)
    : QWidget(parent), m_session{session}, m_state{state}, m_empty{new EmptyState(this)},
      m_scroll{new QScrollArea(this)}, m_stack{new QStackedWidget(this)}, m_figuresJob{this},
      m_headlinesJob{this} {
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(buildFigures());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_scroll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->addWidget(m_stack);
    m_empty->setTexts(tr("Computing …"), {});
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_session.snapshot() && m_session.snapshot()->eventRows() > 0)
            m_state.setFilter({});
        else
            Q_EMIT filesRequested();
    });
    connect(&m_state, &session::FilterState::changed, this, &OverviewPage::refresh);
    connect(&m_session, &session::Session::changed, this, &OverviewPage::refresh);
}

QWidget* OverviewPage::buildFigures() {
    auto* page = new QWidget(this);
    auto* cards = new QWidget(page);
    auto* cardFlow = new FlowLayout(kSpacing);
    cards->setLayout(cardFlow);
    for (std::size_t i = 0; i < kCards; ++i) {
        auto* card = new FigureCard(cards);
        cardFlow->addWidget(card);
        m_cards.push_back(card);
    }
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_charts[i] = new ChartPanel(page);
        connect(m_charts[i], &ChartPanel::rowClicked, this, [this, i](int row) {
            openRow(m_sections.at(std::size_t(kChartSections[i])), row);
        });
    }
    m_upper = new QBoxLayout(QBoxLayout::LeftToRight);
    m_upper->setSpacing(kSpacing);
    m_upper->addWidget(m_charts[0], 3);
    m_upper->addWidget(buildHeadlines(), 2);
    m_lower = new QBoxLayout(QBoxLayout::LeftToRight);
    m_lower->setSpacing(kSpacing);
    m_lower->addWidget(m_charts[1], 1);
    m_lower->addWidget(m_charts[2], 1);
    m_trust = new QLabel(page);
    m_trust->setTextFormat(Qt::PlainText);
    m_trust->setWordWrap(true);
    m_trust->setFont(scaledFont(font(), 92));
    m_trust->setForegroundRole(QPalette::PlaceholderText);
    m_trust->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpacing);
    layout->addWidget(cards);
    layout->addLayout(m_upper);
    layout->addLayout(m_lower);
    layout->addWidget(m_trust);
    layout->addStretch(1);
    return page;
}

QWidget* OverviewPage::buildHeadlines() {
    m_headlineFrame = new QFrame(this);
    m_headlineFrame->setProperty("card", true);
    auto* title = new QLabel(tr("What to look at"), m_headlineFrame);
    title->setFont(scaledFont(font(), 110, QFont::DemiBold));
    m_headlineHint = new QLabel(m_headlineFrame);
    m_headlineHint->setTextFormat(Qt::PlainText);
    m_headlineHint->setWordWrap(true);
    m_headlineHint->setForegroundRole(QPalette::PlaceholderText);
    m_headlineRows = new QVBoxLayout;
    m_headlineRows->setSpacing(2);
    auto* layout = new QVBoxLayout(m_headlineFrame);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->addWidget(title);
    layout->addLayout(m_headlineRows);
    layout->addWidget(m_headlineHint);
    layout->addStretch(1);
    return m_headlineFrame;
}

void OverviewPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void OverviewPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void OverviewPage::arrange() {
    const auto direction =
        width() >= kTwoColumns ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    m_upper->setDirection(direction);
    m_lower->setDirection(direction);
}

void OverviewPage::refresh() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    if (!snapshot || !isVisible() || m_state.place().page != Page::Overview)
        return;
    if (m_askedOf == snapshot && m_askedAt == m_state.place())
        return;
    m_askedOf = snapshot;
    m_askedAt = m_state.place();
    ask();
}

void OverviewPage::ask() {
    const session::SnapshotPtr snapshot = m_askedOf;
    const query::Filter filter = effectiveFilter(m_askedAt);
    m_context = contextOf(*snapshot, filter.range);
    m_figuresJob.start(
        [snapshot, filter, context = m_context](std::stop_token stop) -> core::Result<Figures> {
            auto overview = askOverview(*snapshot, filter, std::move(stop));
            if (!overview)
                return overview.error();
            auto sections = report::overviewSections(*overview, context);
            return Figures{*std::move(overview), std::move(sections)};
        },
        [this](core::Result<Figures> figures) {
            if (figures)
                return showFigures(*std::move(figures));
            m_askedOf.reset(); // ask again next time
            Q_EMIT failed(session::sentenceOf(figures.error()));
        });
    m_headlineHint->setText(tr("Looking for what stands out …"));
    m_headlineHint->show();
    m_headlinesJob.start(
        [snapshot, filter, context = m_context](std::stop_token stop) {
            return session::headlinesOf(*snapshot, filter, context, std::move(stop));
        },
        [this](core::Result<report::Section> headlines) {
            if (headlines)
                return showHeadlines(*std::move(headlines));
            m_headlineHint->setText(session::sentenceOf(headlines.error()));
        });
}

void OverviewPage::showFigures(Figures figures) {
    m_sections = std::move(figures.sections);
    const bool isEmpty = m_sections.front().table.rows.empty();
    m_empty->setReason(m_askedOf->eventRows() == 0 ? EmptyState::Reason::NothingImported
                                                   : EmptyState::Reason::NothingKept);
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
    if (!isEmpty) {
        showCards(figures.overview);
        showCharts();
        showTrust();
    }
    Q_EMIT shown();
}

void OverviewPage::showCards(const Overview& overview) {
    const tables::NumberFormat format(m_context.currency);
    const core::Zone& zone = m_askedOf->source->lens().zone;
    const QString against =
        overview.pair
            ? tr("against %1")
                  .arg(QString::fromStdString(session::periodText(overview.pair->before, zone)))
            : QString();
    for (std::size_t i = 0; i < kFigures.size(); ++i) {
        const CardFigure& figure = kFigures[i];
        FigureCard::Content content{trText(figure.title),
                                    format.money(figure.of(overview.total)),
                                    {},
                                    FigureCard::Tone::Neutral,
                                    {}};
        if (overview.pair) {
            const auto now = figure.of(overview.now);
            const auto before = figure.of(overview.before);
            const auto change = now && before ? analysis::changeOf(*now, *before) : std::nullopt;
            if (change && *before > MoneySum()) {
                content.change = tr("%1 %2").arg(signedPercent(*change), against);
                content.tone = toneOf(*change, figure.isRiseGood);
            }
        }
        for (const analysis::OverviewPeriod& period : overview.used()) {
            const auto amount = figure.of(period.figures);
            content.trend.push_back(amount ? std::optional(plain(*amount)) : std::nullopt);
        }
        m_cards[i]->setContent(std::move(content));
        m_cards[i]->disconnect(this);
        connect(m_cards[i], &QAbstractButton::clicked, this,
                [this, &figure] { visit(figure.page, figure.section); });
    }
    FigureCard::Content content{tr("Margin %"),
                                format.percent(overview.total.margin.marginPct()),
                                {},
                                FigureCard::Tone::Neutral,
                                {}};
    const auto now = overview.now.margin.marginPct();
    const auto before = overview.before.margin.marginPct();
    if (overview.pair && now && before) {
        const double points = (*now - *before) * 100;
        content.change = tr("%1%2 points %3")
                             .arg(points > 0 ? QStringLiteral("+") : QString(),
                                  QString::number(points, 'f', 1), against);
        content.tone = toneOf(points, true);
    }
    for (const analysis::OverviewPeriod& period : overview.used())
        content.trend.push_back(period.figures.margin.marginPct());
    m_cards.back()->setContent(std::move(content));
    m_cards.back()->disconnect(this);
    connect(m_cards.back(), &QAbstractButton::clicked, this,
            [this] { visit(Page::Margin, {}, {Dimension::Month}); });
}

void OverviewPage::showCharts() {
    const ChartContext context{m_context.currency, m_context.zone, m_context.book,
                               QString::fromStdString(m_context.period),
                               &m_askedOf->source->tenants()};
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        const report::Section& section = m_sections.at(std::size_t(kChartSections[i]));
        const bool isDrawn = !section.charts.empty() && isDrawable(section.charts.front());
        ChartSpec spec;
        if (isDrawn)
            spec = reportChart(section.charts.front(), context, kBars[i]);
        else
            spec.title = QString::fromStdString(section.finding);
        m_charts[i]->setSpec(spec);
    }
}

void OverviewPage::showHeadlines(report::Section headlines) {
    m_headlines = std::move(headlines);
    while (QLayoutItem* item = m_headlineRows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const tables::NumberFormat format(m_context.currency);
    const report::Table& table = m_headlines.table;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto& cells = table.rows[row].cells;
        const auto textOf = [&](std::string_view column) {
            return QString::fromStdString(
                std::get<std::string>(cells[report::columnNamed(table, column)]));
        };
        const auto amount = std::get<MoneySum>(cells[report::columnNamed(table, "amount")]);
        auto* button = new HeadlineButton(format.money(amount), textOf("what"), textOf("kind"),
                                          m_headlineFrame);
        connect(button, &QAbstractButton::clicked, this, [this, row] { openHeadline(row); });
        m_headlineRows->addWidget(button);
    }
    m_headlineHint->setText(tr("Nothing stands out in this selection."));
    m_headlineHint->setVisible(table.rows.empty());
    Q_EMIT shown();
}

void OverviewPage::showTrust() {
    const report::Section& trust = m_sections.back();
    const tables::NumberFormat format(m_context.currency);
    QStringList parts;
    for (const report::Row& row : trust.table.rows) {
        const auto& what = std::get<std::string>(row.cells[0]);
        QStringList figures;
        if (const auto* count = std::get_if<core::Int128>(&row.cells[1]))
            figures << format.count(*count);
        if (const auto* cost = std::get_if<MoneySum>(&row.cells[2]))
            figures << format.money(*cost);
        if (const auto* share = std::get_if<double>(&row.cells[3]))
            figures << format.percent(*share);
        parts << QString::fromStdString(what) + QStringLiteral(": ") +
                     figures.join(QStringLiteral(", "));
    }
    m_trust->setText(tr("What these figures rest on. %1. The page Costs, Coverage, says more.")
                         .arg(parts.join(QStringLiteral(" · "))));
}

QString OverviewPage::trustText() const {
    return m_trust->text();
}

void OverviewPage::copyTables() const {
    QStringList texts;
    for (const report::Section& section : m_sections) {
        tables::ReportTableModel model;
        model.setTable(section.table, m_context.currency);
        const tables::TotalsModel totals(model);
        QStringList lines{QString::fromStdString(section.title)};
        QStringList header;
        for (int column = 0; column < model.columnCount(); ++column)
            header << model.headerData(column, Qt::Horizontal).toString();
        lines << header.join(u'\t');
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells << model.index(row, column).data(tables::ExactTextRole).toString();
            lines << cells.join(u'\t');
        }
        QStringList sums;
        for (int column = 0; column < totals.columnCount() && totals.rowCount() > 0; ++column)
            sums << totals.index(0, column).data(tables::ExactTextRole).toString();
        lines << sums.join(u'\t');
        texts << lines.join(u'\n');
    }
    QApplication::clipboard()->setText(texts.join(QStringLiteral("\n\n")));
}

void OverviewPage::visit(Page page, const std::string& section, const std::vector<Dimension>& by) {
    session::Place next = m_state.place();
    next.page = page;
    next.section = section;
    next.sectionBy.clear();
    if (!by.empty())
        next.by = by;
    m_state.visit(std::move(next));
}

/// The answer that it comes from, narrowed to what it is about.
void OverviewPage::openHeadline(std::size_t row) {
    const report::Row& headline = m_headlines.table.rows.at(row);
    const auto textOf = [&](std::string_view column) {
        return std::get<std::string>(
            headline.cells[report::columnNamed(m_headlines.table, column)]);
    };
    session::Place next = m_state.place();
    next.sectionBy.clear();
    const std::string kind = textOf("kind");
    if (textOf("section") == "review") {
        next.page = Page::Review;
        next.section = "review";
    } else if (kind == "outliers") {
        next.page = Page::Outliers;
        next.section = "request_outliers";
    } else {
        next.page = Page::Drift;
        next.section = kind == "drift" ? "cost_drift" : "alerts";
    }
    if (next.page != Page::Review) // a rule compares with what is outside
        for (const query::Condition& condition :
             headline.drill.value_or(std::vector<query::Condition>()))
            next.filter = session::withValues(next.filter, condition.dimension, condition.values);
    m_state.visit(std::move(next));
}

void OverviewPage::openRow(const report::Section& section, int row) {
    if (row < 0 || std::size_t(row) >= section.table.rows.size())
        return;
    const auto* key = std::get_if<std::string>(&section.table.rows[std::size_t(row)].cells[0]);
    if (!key)
        return;
    session::Place from = m_state.place();
    from.page = Page::Margin;
    from.by = {section.table.columns.front().dimension.value_or(Dimension::Tenant)};
    m_state.visit(session::drilledInto(from, {*key}));
}

} // namespace ms::views
