// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/lever_card.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include "models/scenario/match_text.h"
#include "models/session/session.h"
#include "views/pages/lever_number.h"
#include "views/pages/lever_words.h"
#include "views/pages/number_box.h"
#include "views/widgets/theme.h"

#include <algorithm>
#include <span>

namespace ms::views {
namespace {

using scenario::CacheMode;
using scenario::Field;
using scenario::Lever;
using scenario::LeverKind;
using scenario::QuotaMode;
using Step = session::FilterState::Step;

/// Does the number mean anything in the lever's mode?
bool isUsed(const Lever& lever, Field field) {
    const bool isReplay = lever.cacheMode == CacheMode::Replay;
    switch (field) {
    case Field::HitRate:
    case Field::ReadShare:
    case Field::WriteShare:
        return !isReplay;
    case Field::TimeToLiveSeconds:
    case Field::Capacity:
    case Field::BlockTokens:
        return isReplay;
    case Field::OveragePrice:
    case Field::LostShare:
        return lever.quotaMode == QuotaMode::Overage;
    default:
        return true;
    }
}

/// Those that make the lever what it is.
bool isMain(const Lever& lever, Field field) {
    constexpr Field kMain[] = {
        Field::HitRate,     Field::StaleShare,    Field::ReadShare,    Field::Capacity,
        Field::Escalation,  Field::SuccessChange, Field::Discount,     Field::FailureCost,
        Field::Elasticity,  Field::LostShare,     Field::OveragePrice, Field::TimeToLiveSeconds,
        Field::RepeatShare, Field::EligibleShare, Field::FailedShare,  Field::Overhead};
    return infoOf(field).isRequired ||
           std::find(std::begin(kMain), std::end(kMain), field) != std::end(kMain) ||
           (field == Field::Share &&
            (leadsElsewhere(lever.kind) || lever.kind == LeverKind::Batch));
}

QToolButton* smallButton(QWidget* parent, const QString& text, const QString& help) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(help);
    button->setAccessibleName(help);
    button->setAutoRaise(true);
    return button;
}

} // namespace

LeverCard::LeverCard(LeverKind kind, QWidget* parent)
    : QFrame(parent), m_lever{scenario::standardLever(kind)}, m_match{new QLineEdit(this)},
      m_wrong{new QLabel(this)}, m_words{new LeverWords(kind, this)}, m_more{
                                                                          new QToolButton(this)} {
    setFrameShape(QFrame::StyledPanel);
    m_match->setPlaceholderText(tr("all calls"));
    m_match->setClearButtonEnabled(true);
    m_match->setAccessibleName(tr("Only for"));
    m_match->setToolTip(tr("The calls that the lever takes, such as tier=Free; model!=cobalt-mini; "
                           "prompt_tokens=..8000. Several values are separated by commas."));
    m_wrong->setTextFormat(Qt::PlainText);
    m_wrong->setWordWrap(true);
    m_wrong->hide();
    auto* only = new QHBoxLayout;
    only->addWidget(new QLabel(tr("Only for"), this));
    only->addWidget(m_match, 1);
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setText(tr("All numbers"));
    m_more->setToolTip(tr("Show the numbers that are at their standard, too"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(buildHead());
    layout->addLayout(only);
    layout->addWidget(m_wrong);
    layout->addWidget(m_words);
    m_words->setVisible(!m_words->isEmpty());
    buildNumbers();
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_match, &QLineEdit::editingFinished, this, &LeverCard::readMatch);
    connect(m_words, &LeverWords::edited, this, [this] {
        Lever next = m_lever;
        m_words->read(next);
        if (next == m_lever)
            return;
        m_lever = std::move(next);
        change();
    });
    connect(m_more, &QToolButton::toggled, this, &LeverCard::showNumbers);
}

QWidget* LeverCard::buildHead() {
    auto* head = new QWidget(this);
    m_name = new QLineEdit(head);
    m_name->setFrame(false);
    m_name->setFont(scaledFont(font(), 100, QFont::DemiBold));
    m_name->setPlaceholderText(QString::fromStdString(std::string(titleOf(m_lever.kind))));
    m_name->setAccessibleName(tr("Name of the lever"));
    m_name->setToolTip(tr("Name of the lever; type to give it one of your own"));
    QPalette flat = m_name->palette();
    flat.setColor(QPalette::Base, Qt::transparent);
    flat.setColor(QPalette::PlaceholderText, flat.color(QPalette::Text));
    m_name->setPalette(flat);
    m_basis = new QLabel(head);
    m_basis->setTextFormat(Qt::PlainText);
    m_basis->setForegroundRole(QPalette::PlaceholderText);
    m_up = smallButton(head, QStringLiteral("↑"), tr("Let it act earlier among its own kind"));
    m_down = smallButton(head, QStringLiteral("↓"), tr("Let it act later among its own kind"));
    auto* copy = smallButton(head, QStringLiteral("×2"), tr("The same lever once more"));
    auto* remove = smallButton(head, QStringLiteral("✕"), tr("Remove the lever"));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_basis);
    for (QToolButton* button : {m_up, m_down, copy, remove})
        layout->addWidget(button);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        const std::string name = m_name->text().trimmed().toStdString();
        if (name == m_lever.name)
            return;
        m_lever.name = name;
        change();
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(copy, &QToolButton::clicked, this, &LeverCard::duplicateRequested);
    connect(remove, &QToolButton::clicked, this, &LeverCard::removeRequested);
    return head;
}

/// Those that make the lever first, the others below.
void LeverCard::buildNumbers() {
    const auto fields = fieldsOf(m_lever.kind);
    for (const bool wantsMain : {true, false})
        for (const Field field : fields) {
            if (isMain(m_lever, field) != wantsMain)
                continue;
            auto* number = new LeverNumber(field, this);
            connect(number, &LeverNumber::edited, this, [this, field](qint64 value, Step step) {
                m_lever[field] = value;
                change(step);
            });
            layout()->addWidget(number);
            m_numbers.push_back(number);
        }
}

LeverNumber* LeverCard::numberOf(Field field) const {
    const auto found = std::find_if(m_numbers.begin(), m_numbers.end(),
                                    [&](const auto* number) { return number->field() == field; });
    return found == m_numbers.end() ? nullptr : *found;
}

void LeverCard::setChoices(const QStringList& models, const QStringList& matches) {
    m_words->setModels(models);
    auto* completer = new QCompleter(matches, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    delete m_match->completer();
    m_match->setCompleter(completer);
}

void LeverCard::setLever(const Lever& lever, Place place) {
    const bool isOtherMatch = !(lever.match == m_lever.match) || m_match->text().isEmpty();
    m_lever = lever;
    if (!m_name->hasFocus() || !m_name->isModified()) {
        m_name->setText(QString::fromStdString(lever.name));
        m_name->home(false); // of a long name, how it begins
    }
    if (isOtherMatch && !(m_match->hasFocus() && m_match->isModified())) {
        m_match->setText(QString::fromStdString(matchText(lever.match)));
        m_wrong->hide();
    }
    m_basis->setText(isMeasured(lever) ? tr("replayed") : tr("assumed"));
    m_basis->setToolTip(
        isMeasured(lever)
            ? tr("It follows from what was logged.")
            : tr("It rests on a rate or share that the log does not know: state a range."));
    m_up->setEnabled(place.canGoUp);
    m_down->setEnabled(place.canGoDown);
    m_words->showLever(lever);
    for (LeverNumber* number : m_numbers)
        number->setValue(lever[number->field()]);
    showNumbers();
}

void LeverCard::showNumbers() {
    bool hasMore = false;
    for (LeverNumber* number : m_numbers) {
        const Field field = number->field();
        const bool isPlain = !isMain(m_lever, field) && m_lever[field] == infoOf(field).standard;
        hasMore = hasMore || (isPlain && isUsed(m_lever, field));
        number->setVisible(isUsed(m_lever, field) &&
                           (!isPlain || m_more->isChecked() || number->box().hasFocus() ||
                            number->slider().hasFocus()));
    }
    m_more->setVisible(hasMore || m_more->isChecked());
}

void LeverCard::readMatch() {
    const auto match = scenario::parseMatch(m_match->text().toStdString());
    m_wrong->setVisible(!match);
    if (!match)
        return m_wrong->setText(session::sentenceOf(match.error()));
    if (*match == m_lever.match)
        return;
    m_lever.match = *match;
    change();
}

void LeverCard::change(Step step) {
    Q_EMIT edited(step);
}

} // namespace ms::views
