// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/rejects_table.h"

#include <QCoreApplication>

#include "models/session/visible_text.h"
#include "views/widgets/text_table_model.h"

namespace ms::views {
namespace {

constexpr std::int64_t kRejectsShown = 10'000;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

} // namespace

std::function<core::Result<std::vector<store::Reject>>(std::stop_token)>
rejectsQuestion(const session::Session& session, std::int64_t batch) {
    return [rejects = session.access().rejects, path = session.snapshot()->path,
            batch](std::stop_token) {
        return rejects(path, batch, {0, kRejectsShown});
    };
}

void showRejects(const std::vector<store::Reject>& rejects, TextTableModel& table) {
    QList<QStringList> rows;
    for (const store::Reject& reject : rejects) {
        const core::Diagnostic& d = reject.row;
        rows << QStringList{QString::number(d.line), QString::fromStdString(d.column),
                            QString::fromStdString(d.reason),
                            session::visibleLine(QString::fromStdString(d.raw))};
    }
    table.setTable({trText("Line"), trText("Column"), trText("Reason"), trText("Row in the file")},
                   rows, {0});
}

} // namespace ms::views
