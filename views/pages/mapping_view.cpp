// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/mapping_view.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QThreadPool>
#include <QTimeZone>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/session/session.h"
#include "views/pages/mapping_columns_model.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_preview.h"
#include "views/pages/mapping_questions.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/choice_delegate.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/flow_layout.h"
#include "views/widgets/message_bar.h"
#include "views/widgets/text_tables.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

using Column = MappingColumnsModel::Column;

constexpr int kWidestName = 180;
constexpr int kPanelWidth = 250;
constexpr int kBetweenChoices = 6;

QLabel* newLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QDateTime changeOf(const core::InputFile& file) {
    return QFileInfo(QString::fromStdString(file.path.string())).lastModified();
}

/// "3,000 rows, 6 columns · compressed: only its beginning was looked at".
QString seenText(const mapping::FileSurvey& survey) {
    const auto count = [](auto n) { return QString::fromStdString(analysis::countWords(n)); };
    const QString rows =
        survey.isWhole ? MappingView::tr("%1 rows, %2") : MappingView::tr("%1 rows looked at, %2");
    const QString columns = survey.format == mapping::MappingProfile::FileFormat::Json
                                ? MappingView::tr("%1 JSON paths")
                                : MappingView::tr("%1 columns");
    QStringList parts{rows.arg(count(survey.rows), columns.arg(survey.columns.size()))};
    return (parts + toStringList(survey.notes)).join(QStringLiteral(" · "));
}

} // namespace

MappingView::MappingView(session::MappingService& service, QWidget* parent)
    : QWidget(parent), m_service{service}, m_draft{new MappingDraft(service, this)},
      m_columns{new MappingColumnsModel(*m_draft, this)}, m_empty{new EmptyState(this)},
      m_stack{new QStackedWidget(this)}, m_message{new MessageBar(this)}, m_survey{this} {
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildMapping());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::actionRequested, this, &MappingView::backRequested);
    connect(m_message, &MessageBar::actionRequested, this,
            [this] { keep(mapping::Namesake::Replace); });
    connect(m_draft, &MappingDraft::started, this, &MappingView::started);
    connect(m_draft, &MappingDraft::changed, this, &MappingView::refresh);
}

MappingView::~MappingView() {
    m_survey.cancel();
    QThreadPool::globalInstance()->waitForDone();
}

QWidget* MappingView::buildMapping() {
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 8, 12, 12);
    buildHeader(*layout, page);
    buildChoices(*layout, page);
    m_table = newColumnsTable(page);
    m_preview = new MappingPreview(m_service, *m_draft, page);
    auto* left = new QSplitter(Qt::Vertical, page);
    left->setChildrenCollapsible(false);
    left->addWidget(m_table);
    left->addWidget(m_preview);
    left->setSizes({1000, 1000}); // halves
    auto* questions = new MappingQuestions(*m_draft, page);
    questions->setMinimumWidth(kPanelWidth);
    auto* splitter = new QSplitter(Qt::Horizontal, page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(questions);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    layout->addWidget(splitter, 1);
    return page;
}

void MappingView::buildHeader(QVBoxLayout& layout, QWidget* page) {
    m_title = newLabel({}, page);
    m_title->setFont(scaledFont(m_title->font(), 125, QFont::DemiBold));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_seen = newLabel({}, page);
    m_seen->setForegroundRole(QPalette::PlaceholderText);
    m_seen->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_seen);
    auto* back = new QPushButton(tr("Back"), page);
    m_undo = new QPushButton(tr("Undo"), page);
    m_share = new QPushButton(tr("Save as JSON …"), page);
    m_save = new QPushButton(tr("Save and use"), page);
    m_save->setProperty("primary", true);
    m_save->setObjectName(QStringLiteral("save mapping"));
    auto* row = new QHBoxLayout;
    row->addWidget(back);
    row->addSpacing(6);
    row->addLayout(titles, 1);
    row->addWidget(m_undo);
    row->addWidget(m_share);
    row->addWidget(m_save);
    layout.addLayout(row);
    connect(back, &QPushButton::clicked, this, &MappingView::backRequested);
    connect(m_undo, &QPushButton::clicked, m_draft, &MappingDraft::undo);
    connect(m_share, &QPushButton::clicked, this, &MappingView::askWhereToShare);
    connect(m_save, &QPushButton::clicked, this, &MappingView::save);
}

void MappingView::buildChoices(QVBoxLayout& layout, QWidget* page) {
    m_kind = new QComboBox(page);
    for (const core::FileKind kind : m_draft->kinds())
        m_kind->addItem(kindTitle(kind), int(kind));
    m_name = new QLineEdit(page);
    m_name->setMaximumWidth(200);
    m_zone = new QComboBox(page);
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_zone->setMinimumContentsLength(16);
    m_zone->addItem(QString());
    for (const QByteArray& zone : QTimeZone::availableTimeZoneIds())
        if (zone.contains('/'))
            m_zone->addItem(QString::fromLatin1(zone));
    m_zone->lineEdit()->setPlaceholderText(tr("UTC (assumed)"));
    m_encoding = new QComboBox(page);
    m_encoding->setObjectName(QStringLiteral("encoding"));
    m_encoding->addItem(tr("found by content"), QString());
    for (const std::string& name : m_service.encodings())
        m_encoding->addItem(QString::fromStdString(name).toUpper(), QString::fromStdString(name));
    // Together they are wider than a narrow window.
    auto* row = new FlowLayout(kBetweenChoices);
    for (const auto& [text, widget] :
         {std::pair{tr("&Kind"), static_cast<QWidget*>(m_kind)},
          std::pair{tr("Profile &name"), static_cast<QWidget*>(m_name)},
          std::pair{tr("Time &zone"), static_cast<QWidget*>(m_zone)},
          std::pair{tr("&Encoding"), static_cast<QWidget*>(m_encoding)}}) {
        auto* choice = new QWidget(page);
        auto* pair = new QHBoxLayout(choice);
        pair->setContentsMargins(0, 0, kBetweenChoices, 0);
        QLabel* label = newLabel(text, choice);
        label->setBuddy(widget);
        pair->addWidget(label);
        pair->addWidget(widget);
        row->addWidget(choice);
    }
    layout.addLayout(row);
    m_open = newLabel({}, page);
    m_open->setObjectName(QStringLiteral("open"));
    m_open->setWordWrap(true);
    layout.addWidget(m_open);
    connect(m_kind, &QComboBox::activated, this,
            [this] { m_draft->setKind(core::FileKind(m_kind->currentData().toInt())); });
    connect(m_name, &QLineEdit::textEdited, m_draft, &MappingDraft::setName);
    connect(m_zone, &QComboBox::currentTextChanged, m_draft, &MappingDraft::setZone);
    connect(m_encoding, &QComboBox::activated, this, [this] {
        look(core::InputFile(m_draft->file()), m_encoding->currentData().toString().toStdString());
    });
}

QTableView* MappingView::newColumnsTable(QWidget* parent) {
    QTableView* table = newTextTable(m_columns, tr("Columns of the file"), parent);
    table->setObjectName(QStringLiteral("columns"));
    table->setSelectionBehavior(QAbstractItemView::SelectItems);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false); // Tab leaves the table
    table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    table->setItemDelegate(new ChoiceDelegate(table));
    table->horizontalHeader()->setSectionResizeMode(int(Column::Examples), QHeaderView::Stretch);
    const auto edit = [this, table](const QModelIndex& index) {
        if (index.isValid() && m_columns->flags(index).testFlag(Qt::ItemIsEditable) &&
            !table->indexWidget(index))
            table->edit(index);
    };
    connect(table, &QTableView::clicked, this, edit);
    connect(table, &QTableView::activated, this, edit);
    return table;
}

void MappingView::showFile(const core::InputFile& file) {
    m_message->clear();
    const bool isKept = file == m_draft->file() && changeOf(file) == m_changedAt && !m_isSaved &&
                        !m_draft->survey().columns.empty();
    if (isKept)
        return m_stack->setCurrentIndex(1);
    look(file, {});
}

void MappingView::look(const core::InputFile& file, const std::string& encoding) {
    m_changedAt = changeOf(file);
    m_empty->setTexts(tr("Looking at %1 …").arg(QString::fromStdString(file.shortName())),
                      tr("Its columns, and what their values can be."));
    m_stack->setCurrentIndex(0);
    m_survey.start([&service = m_service, file, encoding](
                       std::stop_token stop) { return service.survey(file, encoding, stop); },
                   [this, file, encoding](core::Result<mapping::FileSurvey> survey) {
                       if (!survey)
                           return m_empty->setTexts(tr("This file cannot be mapped"),
                                                    session::sentenceOf(survey.error()),
                                                    tr("Back"));
                       m_isSaved = false;
                       m_draft->start(file, *std::move(survey), encoding);
                       m_stack->setCurrentIndex(1);
                       m_table->setFocus();
                       Q_EMIT surveyed();
                   });
}

void MappingView::started() {
    const QString file = QString::fromStdString(m_draft->file().shortName());
    m_title->setText(tr("Map the columns of %1").arg(file));
    m_title->setToolTip({});
    m_seen->setText(seenText(m_draft->survey()));
    m_table->setCurrentIndex(m_columns->index(0, int(Column::Field)));
    m_table->resizeColumnsToContents();
    QHeaderView* header = m_table->horizontalHeader();
    header->resizeSection(int(Column::Name),
                          qMin(kWidestName, header->sectionSize(int(Column::Name))));
}

void MappingView::refresh() {
    m_message->clear(); // it was about what was there before
    const QSignalBlocker zoneBlocker(m_zone);
    m_encoding->setCurrentIndex(
        m_encoding->findData(QString::fromStdString(m_draft->profile().encoding)));
    m_kind->setCurrentIndex(m_kind->findData(int(m_draft->profile().kind)));
    if (const QString name = QString::fromStdString(m_draft->profile().name);
        m_name->text().trimmed() != name)
        m_name->setText(name);
    if (m_zone->currentText().trimmed() != m_draft->zoneText())
        m_zone->setEditText(m_draft->zoneText());
    const QString open = m_draft->openText();
    m_open->setText(open.isEmpty() ? tr("Everything is settled. Save, and this file and others "
                                        "with the same columns are recognised.")
                                   : open);
    m_save->setEnabled(open.isEmpty());
    m_share->setEnabled(open.isEmpty());
    m_undo->setEnabled(m_draft->canUndo());
    m_table->resizeColumnToContents(int(Column::Field));
    m_table->resizeColumnToContents(int(Column::ReadAs));
}

void MappingView::save() {
    const std::string& name = m_draft->profile().name;
    if (!m_service.isSaved(name))
        return keep(mapping::Namesake::Keep);
    m_message->tell(MessageBar::Tone::Warning,
                    tr("There is a profile “%1” already. Give this one another name, or replace "
                       "the one that is saved.")
                        .arg(QString::fromStdString(name)),
                    tr("Replace it"));
}

void MappingView::keep(mapping::Namesake namesake) {
    const auto path = m_service.save(m_draft->profile(), namesake);
    if (!path)
        return m_message->tell(MessageBar::Tone::Error, session::sentenceOf(path.error()));
    m_isSaved = true;
    Q_EMIT saved(QString::fromStdString(*path));
}

void MappingView::askWhereToShare() {
    auto* dialog = new QFileDialog(this, tr("Where shall the profile be written?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilters({tr("Mapping profiles (*.json)")});
    dialog->selectFile(QString::fromStdString(m_draft->profile().name) + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, &MappingView::share);
    dialog->open();
}

void MappingView::share(const QString& path) {
    const QByteArray document = QByteArray::fromStdString(m_service.documentOf(m_draft->profile()));
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(document) == document.size() && file.commit())
        return m_message->tell(MessageBar::Tone::Information, tr("Written to %1.").arg(path));
    m_message->tell(MessageBar::Tone::Error,
                    tr("%1 cannot be written: %2.").arg(path, file.errorString()));
}

bool MappingView::event(QEvent* event) {
    // The window's undo would take the key for the filter.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo))
        event->accept();
    return QWidget::event(event);
}

void MappingView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo))
        return m_draft->undo();
    QWidget::keyPressEvent(event);
}

} // namespace ms::views
