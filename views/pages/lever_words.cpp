// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/lever_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>

namespace ms::views {
namespace {

using scenario::CacheMode;
using scenario::Lever;
using scenario::LeverKind;
using scenario::QuotaMode;

QString routeText(const Lever& lever) {
    return QString::fromStdString(lever.provider.empty() ? lever.model
                                                         : lever.provider + "/" + lever.model);
}

} // namespace

LeverWords::LeverWords(LeverKind kind, QWidget* parent) : QWidget(parent) {
    auto* layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    if (kind == LeverKind::Route) {
        m_model = addChoice(tr("To model"), {},
                            tr("The other model, as MODEL or PROVIDER/MODEL; the price book must "
                               "have its prices"));
        m_model->setEditable(true);
        m_model->setInsertPolicy(QComboBox::NoInsert);
        m_model->completer()->setFilterMode(Qt::MatchContains);
        connect(m_model->lineEdit(), &QLineEdit::editingFinished, this, &LeverWords::edited);
    }
    if (kind == LeverKind::ResponseCache || kind == LeverKind::PromptCache) {
        m_mode = addChoice(tr("Hits"), {tr("at an assumed rate"), tr("as the log repeats")},
                           tr("Assumed: at the rate stated here. Replayed: as prompt hashes or "
                              "blocks of the log repeat"));
        m_eviction = addChoice(tr("Forgets"), {tr("the least recent"), tr("the least frequent")},
                               tr("Which one goes when the cache is full"));
    }
    if (kind == LeverKind::ResponseCache) {
        m_sliding = new QCheckBox(tr("A hit keeps the answer longer"), this);
        layout->addRow(m_sliding);
        connect(m_sliding, &QCheckBox::clicked, this, &LeverWords::edited);
    }
    if (kind == LeverKind::Quota)
        m_mode = addChoice(tr("Beyond it"), {tr("refused"), tr("pays")},
                           tr("What happens to requests beyond the quota"));
}

QComboBox* LeverWords::addChoice(const QString& title, const QStringList& choices,
                                 const QString& help) {
    auto* box = new QComboBox(this);
    box->addItems(choices);
    box->setToolTip(help);
    box->setAccessibleName(title);
    box->setAccessibleDescription(help);
    box->setFocusPolicy(Qt::StrongFocus);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    static_cast<QFormLayout*>(layout())->addRow(title, box);
    connect(box, &QComboBox::activated, this, &LeverWords::edited);
    return box;
}

bool LeverWords::isEmpty() const {
    return m_model == nullptr && m_mode == nullptr;
}

void LeverWords::setModels(const QStringList& models) {
    if (m_model == nullptr)
        return;
    const QString present = m_model->currentText();
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    m_model->addItems(models);
    m_model->setEditText(present);
}

void LeverWords::showLever(const Lever& lever) {
    if (m_model != nullptr && m_model->currentText() != routeText(lever))
        m_model->setEditText(routeText(lever));
    const bool isReplay = lever.cacheMode == CacheMode::Replay;
    if (m_mode != nullptr)
        m_mode->setCurrentIndex(lever.kind == LeverKind::Quota
                                    ? int(lever.quotaMode == QuotaMode::Overage)
                                    : int(isReplay));
    auto* form = static_cast<QFormLayout*>(layout());
    if (m_eviction != nullptr) {
        m_eviction->setCurrentIndex(int(lever.evictsLeastOften));
        m_eviction->setVisible(isReplay);
        form->labelForField(m_eviction)->setVisible(isReplay);
    }
    if (m_sliding != nullptr) {
        m_sliding->setChecked(lever.isSliding);
        m_sliding->setVisible(isReplay);
    }
}

void LeverWords::read(Lever& lever) const {
    if (m_model != nullptr) {
        const std::string text = m_model->currentText().trimmed().toStdString();
        const std::size_t slash = text.find('/');
        lever.provider = slash == std::string::npos ? std::string() : text.substr(0, slash);
        lever.model = slash == std::string::npos ? text : text.substr(slash + 1);
    }
    if (lever.kind == LeverKind::Quota && m_mode != nullptr)
        lever.quotaMode = m_mode->currentIndex() == 1 ? QuotaMode::Overage : QuotaMode::Block;
    else if (m_mode != nullptr)
        lever.cacheMode = m_mode->currentIndex() == 1 ? CacheMode::Replay : CacheMode::Assumed;
    const bool isReplay = lever.cacheMode == CacheMode::Replay; // else nothing is forgotten
    lever.evictsLeastOften = isReplay && m_eviction != nullptr && m_eviction->currentIndex() == 1;
    lever.isSliding = isReplay && m_sliding != nullptr && m_sliding->isChecked();
}

} // namespace ms::views
