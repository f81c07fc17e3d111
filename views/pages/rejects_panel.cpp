// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/rejects_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/session/receipt.h"
#include "models/session/reject_table_model.h"
#include "models/session/visible_text.h"
#include "views/pages/export_name.h"
#include "views/pages/reject_editor.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/theme.h"
#include "views/widgets/titles.h"

namespace ms::views {
namespace {

using Column = session::RejectTableModel::Column;
using State = session::RejectTableModel::State;

constexpr std::int64_t kKept = 100'000; // of a batch (Workspace::rejects)
constexpr std::int64_t kPage = 1'000;
constexpr int kRowPadding = 10;

QString count(std::int64_t value) {
    return QString::fromStdString(analysis::countWords(value));
}

QString rowsText(std::int64_t rows) {
    return QString::fromStdString(analysis::countWords(rows, "row"));
}

QLabel* newLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString summaryOf(const store::Batch& batch) {
    QStringList parts{RejectsPanel::tr("%1 rejected").arg(rowsText(batch.rejected))};
    if (batch.corrected > 0)
        parts << RejectsPanel::tr("%1 of them in use as corrected").arg(count(batch.corrected));
    if (batch.rejected > kKept)
        parts << RejectsPanel::tr("the first %1 are kept").arg(count(kKept));
    if (!batch.isActive)
        parts << RejectsPanel::tr("put the import back to try them again");
    return parts.join(QStringLiteral(", "));
}

} // namespace

RejectsPanel::RejectsPanel(session::ImportService& service, session::Session& session,
                           session::JobQueue& jobs, QWidget* parent)
    : QWidget(parent), m_service{service}, m_session{session}, m_jobs{jobs},
      m_rejects{new session::RejectTableModel(this)}, m_view{new QTableView(this)},
      m_editor{new RejectEditor(this)}, m_summary{newLabel(this)}, m_told{newLabel(this)},
      m_stack{new QStackedWidget(this)}, m_reading{this}, m_readingAgain{this}, m_exporting{this} {
    auto* none = new EmptyState(this);
    none->setTexts(
        tr("No row of this file was rejected"),
        tr("Every row that was read was taken, was known already, or is no record by the "
           "rules of its format."));
    m_stack->addWidget(none);
    m_stack->addWidget(buildList());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_rejects, &session::RejectTableModel::moreWanted, this, &RejectsPanel::readMore);
    connect(m_editor, &RejectEditor::edited, this, &RejectsPanel::keepText);
    connect(m_editor, &RejectEditor::leaveRequested, this,
            [this] { m_view->setFocus(Qt::OtherFocusReason); });
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* retry = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key(key)), this);
        retry->setContext(Qt::WidgetWithChildrenShortcut);
        connect(retry, &QShortcut::activated, this, &RejectsPanel::retrySelected);
    }
    showNothing();
}

RejectsPanel::~RejectsPanel() {
    m_exporting.cancel();
    QThreadPool::globalInstance()->waitForDone();
}

QWidget* RejectsPanel::buildList() {
    buildTable();
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_view);
    splitter->addWidget(m_editor);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(buildButtons());
    layout->addWidget(m_told);
    layout->addWidget(splitter, 1);
    m_told->hide();
    return page;
}

void RejectsPanel::buildTable() {
    m_view->setModel(m_rejects);
    m_view->setFont(tabularFont(m_view->font()));
    m_view->setAccessibleName(tr("Rejected rows"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setItemDelegate(new BarDelegate({}, m_view));
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->verticalHeader()->hide();
    // One height for all: nothing is measured, however many rows there are.
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + kRowPadding);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const int letter = m_view->fontMetrics().averageCharWidth();
    m_view->setColumnWidth(int(Column::State), 18 * letter);
    m_view->setColumnWidth(int(Column::Line), 10 * letter);
    m_view->setColumnWidth(int(Column::Column), 20 * letter);
    m_view->setColumnWidth(int(Column::Reason), 48 * letter);
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RejectsPanel::showCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RejectsPanel::refreshButtons);
    connect(m_view, &QTableView::doubleClicked, m_editor, &RejectEditor::startEditing);
}

QWidget* RejectsPanel::buildButtons() {
    auto* bar = new QWidget(this);
    m_retry = new QPushButton(bar);
    m_retry->setToolTip(tr("Ctrl+Enter"));
    m_retryEdited = new QPushButton(bar);
    m_export = new QPushButton(tr("Export rejects …"), bar);
    connect(m_retry, &QPushButton::clicked, this, &RejectsPanel::retrySelected);
    connect(m_retryEdited, &QPushButton::clicked, this, &RejectsPanel::retryEdited);
    connect(m_export, &QPushButton::clicked, this, &RejectsPanel::requestExport);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_summary, 1);
    layout->addWidget(m_retry);
    layout->addWidget(m_retryEdited);
    layout->addWidget(m_export);
    return bar;
}

void RejectsPanel::showBatch(const store::Batch& batch) {
    const bool isOther = !m_batch || m_batch->id != batch.id;
    const bool isChanged = isOther || m_batch->rejected != batch.rejected;
    m_batch = batch;
    m_summary->setText(summaryOf(batch));
    m_stack->setCurrentIndex(batch.rejected > 0 ? 1 : 0);
    if (isOther)
        tell({});
    if (isChanged) {
        m_rejects->showBatch(batch.id, std::min(batch.rejected, kKept));
        m_editor->clear();
        m_rejects->fetchMore({});
    } else {
        readAgain();
    }
    refreshButtons();
}

void RejectsPanel::showNothing() {
    m_batch.reset();
    m_stack->setCurrentIndex(0);
    m_rejects->showBatch(0, 0);
    m_summary->clear();
    m_editor->clear();
    tell({});
    refreshButtons();
}

void RejectsPanel::readMore(qint64 batch, qint64 after) {
    m_reading.start(
        [rejects = m_session.access().rejects, path = m_session.snapshot()->path, batch,
         after](std::stop_token) {
            return rejects(path, batch, {after, kPage});
        },
        [this, batch](const core::Result<std::vector<store::Reject>>& page) {
            if (!page)
                return tell(session::sentenceOf(page.error()));
            const bool isFirst = m_rejects->rowCount() == 0;
            m_rejects->append(batch, *page);
            if (isFirst && m_rejects->rowCount() > 0)
                m_view->selectRow(0);
        });
}

void RejectsPanel::readAgain() {
    const int read = m_rejects->rowCount();
    if (read == 0)
        return;
    m_readingAgain.start(
        [rejects = m_session.access().rejects, path = m_session.snapshot()->path,
         batch = m_batch->id, read](std::stop_token) {
            return rejects(path, batch, {0, read});
        },
        [this, batch = m_batch->id](const core::Result<std::vector<store::Reject>>& page) {
            if (page)
                m_rejects->refresh(batch, *page);
            showCurrent();
        });
}

void RejectsPanel::showCurrent() {
    const int row = m_view->currentIndex().row();
    refreshButtons();
    if (row < 0 || !m_batch)
        return m_editor->clear();
    const store::Reject& reject = m_rejects->rejectAt(row);
    RejectEditor::Row shown;
    shown.title = tr("Line %1").arg(count(reject.row.line));
    const QString column = m_rejects->index(row, int(Column::Column)).data().toString();
    if (!column.isEmpty())
        shown.title += tr(", column %1").arg(column);
    shown.reason = session::visibleLine(m_rejects->reasonAt(row));
    shown.head = QString::fromStdString(m_batch->head).trimmed();
    shown.text = QString::fromStdString(m_rejects->textAt(row));
    if (m_rejects->stateOf(row) == State::Corrected) {
        shown.reason = tr("This row is in use as corrected in batch %1. Undo that import to "
                          "correct it anew.")
                           .arg(*reject.correctedBy);
        shown.access = RejectEditor::Row::Access::ReadOnly;
    }
    if (shown.text != m_editor->text() || !m_editor->isAncestorOf(focusWidget()))
        m_editor->showRow(shown);
    else
        m_editor->showWords(shown.title, shown.reason); // somebody is typing there
}

void RejectsPanel::keepText() {
    const int row = m_view->currentIndex().row();
    if (row < 0)
        return;
    // Bytes that are no characters do not survive on screen: an unchanged text is that of the file.
    const std::string& raw = m_rejects->rejectAt(row).row.raw;
    const QString text = m_editor->text();
    m_rejects->setText(row, text == QString::fromStdString(raw) ? raw : text.toStdString());
    refreshButtons();
}

void RejectsPanel::refreshButtons() {
    const auto selected = m_view->selectionModel()->selectedRows().size();
    const auto edited = qsizetype(m_rejects->editedRows().size());
    const bool canRetry = m_batch && m_batch->isActive && !m_isRetrying;
    m_retry->setText(selected > 1 ? tr("Retry %1 rows").arg(selected) : tr("Retry this row"));
    m_retry->setEnabled(canRetry && selected > 0);
    m_retryEdited->setText(edited == 0   ? tr("Retry edited rows")
                           : edited == 1 ? tr("Retry 1 edited row")
                                         : tr("Retry %1 edited rows").arg(edited));
    m_retryEdited->setEnabled(canRetry && edited > 0);
    m_export->setEnabled(m_batch && m_batch->rejected > 0);
}

void RejectsPanel::retrySelected() {
    QList<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    retry(m_rejects->rowsToRetry(rows));
}

void RejectsPanel::retryEdited() {
    retry(m_rejects->editedRows());
}

void RejectsPanel::retry(std::vector<session::CorrectedRow> rows) {
    if (!m_batch || !m_batch->isActive || m_isRetrying || !m_session.snapshot())
        return;
    if (rows.empty())
        return tell(tr("These rows are in use as corrected already."));
    m_isRetrying = true;
    refreshButtons();
    tell(tr("Trying %1 …").arg(rowsText(std::int64_t(rows.size()))));
    const auto result = std::make_shared<session::RetriedRows>();
    m_jobs.add(
        tr("Retrying %1 of %2").arg(rowsText(std::int64_t(rows.size())), fileNameOf(m_batch->path)),
        [&service = m_service, workspace = m_session.snapshot()->path, batch = m_batch->id, rows,
         result](const core::ProgressFn& progress, std::stop_token stop) -> core::Status {
            auto retried = service.retryRows(workspace, batch, rows, progress, stop);
            if (!retried)
                return retried.error();
            *result = *std::move(retried);
            return {};
        },
        [panel = QPointer<RejectsPanel>(this), batch = m_batch->id, rows,
         result](const core::Status& status) {
            if (!panel)
                return;
            panel->m_isRetrying = false;
            if (status)
                panel->takeResult(batch, rows, *result);
            else
                panel->tell(session::sentenceOf(status.error()));
            panel->refreshButtons();
            Q_EMIT panel->retried();
        });
}

void RejectsPanel::takeResult(qint64 batch, const std::vector<session::CorrectedRow>& rows,
                              const session::RetriedRows& result) {
    m_rejects->takeResult(batch, rows, result);
    QStringList parts;
    if (result.receipt.id > 0)
        parts << tr("Imported as batch %1: %2.")
                     .arg(result.receipt.id)
                     .arg(session::equationText(result.receipt));
    else
        parts << tr("Nothing was imported.");
    if (!result.refusals.empty())
        parts << tr("%1 still rejected; the list says why.")
                     .arg(rowsText(std::int64_t(result.refusals.size())));
    tell(parts.join(u' '));
    showCurrent();
    if (result.receipt.id > 0)
        m_session.noteImport(result.receipt);
}

void RejectsPanel::tell(const QString& text) {
    m_told->setText(text);
    m_told->setVisible(!text.isEmpty());
}

QString RejectsPanel::told() const {
    return m_told->text();
}

void RejectsPanel::requestExport() {
    if (m_batch)
        Q_EMIT exportRequested(rejectsFileName(QString::fromStdString(m_batch->path)));
}

void RejectsPanel::exportTo(const QString& path) {
    if (!m_batch || !m_session.snapshot())
        return;
    tell(tr("Writing %1 …").arg(path));
    m_exporting.start(
        [&service = m_service, workspace = m_session.snapshot()->path, batch = m_batch->id,
         file = path.toStdString()](std::stop_token stop) {
            return service.exportRejects(workspace, batch, file, stop);
        },
        [this, path](const core::Result<std::int64_t>& written) {
            tell(written ? tr("%1 written to %2. Correct the texts in its column raw, and hand it "
                              "in with: marginscope retry")
                               .arg(rowsText(*written), path)
                         : session::sentenceOf(written.error()));
        });
}

bool RejectsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto* press = static_cast<QKeyEvent*>(event);
        const bool isEnter = press->key() == Qt::Key_Return || press->key() == Qt::Key_Enter;
        if (isEnter && press->modifiers() == Qt::NoModifier && m_view->currentIndex().isValid()) {
            m_editor->startEditing();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ms::views
