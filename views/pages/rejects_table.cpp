// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/rejects_table.h"

#include <QCoreApplication>

#include "views/widgets/text_table_model.h"

namespace ms::views {
namespace {

constexpr std::size_t kRejectsShown = 10'000;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

} // namespace

std::function<core::Result<std::vector<core::Diagnostic>>(std::stop_token)>
rejectsQuestion(const session::Session& session, std::int64_t batch) {
    return [rejects = session.access().rejects, path = session.snapshot()->path,
            batch](std::stop_token) { return rejects(path, batch, kRejectsShown); };
}

void showRejects(const std::vector<core::Diagnostic>& rejects, TextTableModel& table) {
    QList<QStringList> rows;
    for (const core::Diagnostic& d : rejects)
        rows << QStringList{QString::number(d.line), QString::fromStdString(d.column),
                            QString::fromStdString(d.reason), QString::fromStdString(d.raw)};
    table.setTable({trText("Line"), trText("Column"), trText("Reason"), trText("Row in the file")},
                   rows, {0});
}

} // namespace ms::views
