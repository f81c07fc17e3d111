// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/scenario_saver.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>

#include "models/scenario/document.h"

namespace ms::views {

ScenarioSaver::ScenarioSaver(std::shared_ptr<const session::KeptReplay> kept, QWidget* parent)
    : QWidget(parent), m_kept{std::move(kept)}, m_button{new QPushButton(tr("Save scenario …"))},
      m_message{new QLabel} {
    m_button->setToolTip(tr("Write the levers below as a scenario document"));
    m_message->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    layout->addWidget(m_message, 1);
    connect(m_button, &QPushButton::clicked, this, &ScenarioSaver::ask);
}

void ScenarioSaver::ask() {
    auto* dialog = new QFileDialog(this, tr("Save the scenario"), QStringLiteral("scenario.json"),
                                   tr("Scenario documents (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &ScenarioSaver::saveTo);
    dialog->open();
}

bool ScenarioSaver::saveTo(const QString& path) {
    const auto scenario = m_kept->last();
    QSaveFile file(path);
    const bool isSaved = file.open(QIODevice::WriteOnly) &&
                         file.write(QByteArray::fromStdString(
                             scenario::documentOf(scenario.value_or(scenario::Scenario{})))) >= 0 &&
                         file.commit();
    const QString name = QFileInfo(path).fileName();
    m_message->setText(isSaved ? tr("Saved as %1.").arg(name)
                               : tr("%1 could not be written: %2").arg(name, file.errorString()));
    return isSaved;
}

} // namespace ms::views
