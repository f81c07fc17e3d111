// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/filter_bar.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/session/period.h"
#include "models/tables/dimension_text.h"
#include "views/widgets/filter_chip.h"
#include "views/widgets/flow_layout.h"
#include "views/widgets/period_picker.h"
#include "views/widgets/value_picker.h"

#include <algorithm>
#include <array>

namespace ms::views {
namespace {

using query::Dimension;
using query::Scope;

constexpr std::array kDimensions = {Dimension::Environment,  Dimension::Tenant,  Dimension::Tier,
                                    Dimension::Segment,      Dimension::Feature, Dimension::Model,
                                    Dimension::PromptVersion};

QStringList toStringList(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

std::vector<std::string> toStrings(const QStringList& list) {
    std::vector<std::string> texts;
    for (const QString& text : list)
        texts.push_back(text.toStdString());
    return texts;
}

} // namespace

QString scopeText(const Scope& scope) {
    switch (scope.kind) {
    case Scope::Kind::All:
        return FilterBar::tr("all");
    case Scope::Kind::Named:
        return chipText(toStringList(scope.environments));
    case Scope::Kind::Production:
        break;
    }
    return {};
}

QString keptText(const session::KeptSummary& summary, const std::string& currency) {
    using analysis::countWords;
    using analysis::moneyWords;
    std::string text = countWords(summary.kept.attempts, "attempt") + " · " +
                       moneyWords(summary.kept.cost, currency) + " kept";
    if (summary.hidden.attempts != 0) {
        text += ", " + moneyWords(summary.hidden.cost, currency) + " hidden";
        if (summary.outsideScope.attempts != 0)
            text += " (non-production " + moneyWords(summary.outsideScope.cost, currency) + ")";
    } else {
        text += ", nothing hidden";
    }
    if (summary.kept.unpricedAttempts != 0)
        text += " · " + countWords(summary.kept.unpricedAttempts, "attempt") + " without a price";
    return QString::fromStdString(text);
}

FilterBar::FilterBar(session::Session& session, session::FilterState& state, QWidget* parent)
    : QWidget(parent), m_session{session}, m_state{state}, m_summary{new QLabel(this)},
      m_periodPicker{new PeriodPicker(this)},
      m_valuePicker{new ValuePicker(this)}, m_values{this}, m_kept{this} {
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setAccessibleName(tr("What the filter keeps"));
    m_summary->setWordWrap(true);
    buildChips();
    connect(m_periodPicker, &PeriodPicker::applied, this, [this](const core::TimeRange& range) {
        query::Filter filter = m_state.place().filter;
        filter.range = range;
        m_state.setFilter(std::move(filter));
    });
    connect(m_valuePicker, &ValuePicker::applied, this, &FilterBar::applyValues);
    const auto refresh = [this] {
        refreshChips();
        refreshSummary();
    };
    connect(&m_state, &session::FilterState::changed, this, refresh);
    connect(&m_session, &session::Session::changed, this, refresh);
    refresh();
}

void FilterBar::openChip(Dimension dimension) {
    for (const DimensionChip& entry : m_chips)
        if (entry.dimension == dimension)
            entry.chip->click();
}

QString FilterBar::summaryText() const {
    return m_summary->text();
}

void FilterBar::buildChips() {
    auto* chips = new FlowLayout(6);
    m_period = new FilterChip(tr("Period"), this);
    connect(m_period, &FilterChip::clicked, this, &FilterBar::pickPeriod);
    chips->addWidget(m_period);
    for (const Dimension dimension : kDimensions) {
        m_chips.push_back({dimension, addChip(dimension)});
        chips->addWidget(m_chips.back().chip);
    }
    for (const Dimension dimension : query::allDimensions()) {
        if (std::find(kDimensions.begin(), kDimensions.end(), dimension) != kDimensions.end())
            continue;
        m_chips.push_back({dimension, addChip(dimension), true});
        chips->addWidget(m_chips.back().chip);
        m_chips.back().chip->hide();
    }
    m_reset = new QToolButton(this);
    m_reset->setText(tr("Reset"));
    m_reset->setAutoRaise(true);
    m_reset->setToolTip(tr("Show everything in production again"));
    connect(m_reset, &QToolButton::clicked, this, [this] { m_state.setFilter({}); });
    chips->addWidget(m_reset);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 4);
    layout->setSpacing(4);
    layout->addLayout(chips);
    layout->addWidget(m_summary);
}

FilterChip* FilterBar::addChip(Dimension dimension) {
    auto* chip = new FilterChip(tables::titleOf(dimension), this);
    connect(chip, &FilterChip::clicked, this,
            [this, dimension, chip] { pickValues(dimension, chip); });
    return chip;
}

void FilterBar::refreshChips() {
    const query::Filter& filter = m_state.place().filter;
    const auto& snapshot = m_session.snapshot();
    const core::Zone zone = snapshot ? snapshot->source->lens().zone : core::Zone{};
    m_period->setValue(filter.range.isOpen()
                           ? QString()
                           : QString::fromStdString(session::periodText(filter.range, zone)));
    for (const DimensionChip& entry : m_chips) {
        const std::vector<std::string>& kept = session::keptValues(filter, entry.dimension);
        entry.chip->setValue(entry.dimension == Dimension::Environment
                                 ? scopeText(filter.scope)
                                 : chipText(toStringList(kept)));
        if (entry.isPassing)
            entry.chip->setVisible(!kept.empty());
    }
    m_reset->setVisible(filter != query::Filter{});
}

void FilterBar::refreshSummary() {
    const auto snapshot = m_session.snapshot();
    if (!snapshot)
        return m_summary->clear();
    m_kept.start(
        [snapshot, filter = effectiveFilter(m_state.place())](std::stop_token stop) {
            return session::summariseKept(filter, *snapshot->source, stop);
        },
        [this, currency = snapshot->settings.baseCurrency](
            const core::Result<session::KeptSummary>& kept) {
            m_summary->setText(kept ? keptText(*kept, currency)
                                    : session::sentenceOf(kept.error()));
        });
}

void FilterBar::pickPeriod() {
    const auto& snapshot = m_session.snapshot();
    if (!snapshot)
        return;
    m_periodPicker->setChoices(snapshot->span, m_state.place().filter.range,
                               snapshot->source->lens().zone);
    m_periodPicker->popUpUnder(*m_period);
}

void FilterBar::pickValues(Dimension dimension, FilterChip* chip) {
    const auto snapshot = m_session.snapshot();
    if (!snapshot)
        return;
    m_picked = dimension;
    m_valuePicker->setNothingTickedText(dimension == Dimension::Environment ? tr("Production")
                                                                            : tr("All"));
    m_valuePicker->setLoading();
    m_valuePicker->popUpUnder(*chip);
    if (query::isSingleThing(dimension)) { // there may be millions; what is chosen can be taken out
        const QStringList kept =
            toStringList(session::keptValues(m_state.place().filter, dimension));
        m_values.cancel();
        return m_valuePicker->setValues(kept, kept);
    }
    m_values.start(
        [snapshot, dimension](std::stop_token stop) {
            return snapshot->source->values(dimension, stop);
        },
        [this, dimension](const core::Result<std::vector<std::string>>& values) {
            if (!values)
                return;
            const query::Filter& filter = m_state.place().filter;
            const QStringList all = toStringList(*values);
            if (dimension != Dimension::Environment)
                m_valuePicker->setValues(all, toStringList(session::keptValues(filter, dimension)));
            else if (filter.scope.kind == Scope::Kind::All)
                m_valuePicker->setValues(all, all);
            else
                m_valuePicker->setValues(all, toStringList(filter.scope.environments));
        });
}

void FilterBar::applyValues(const QStringList& values) {
    query::Filter filter = m_state.place().filter;
    if (m_picked != Dimension::Environment) {
        m_state.setFilter(session::withValues(std::move(filter), m_picked, toStrings(values)));
        return;
    }
    if (values.isEmpty())
        filter.scope = {};
    else if (m_valuePicker->isEverythingTicked())
        filter.scope = {Scope::Kind::All, {}};
    else
        filter.scope = {Scope::Kind::Named, toStrings(values)};
    m_state.setFilter(std::move(filter));
}

} // namespace ms::views
