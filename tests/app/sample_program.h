// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/program.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonValue>
#include <QTemporaryDir>

/// The program on a workspace of the sample company, asked for JSON and by SQL.
class SampleProgram {
public:
    /// False: the company could not be made or imported.
    bool make(int events, int seed) {
        const QString folder = path("sample");
        m_workspace = path("sample.margin");
        return runProgram({QStringLiteral("demo"), folder, QStringLiteral("--events"),
                           QString::number(events), QStringLiteral("--seed"),
                           QString::number(seed)})
                       .code == 0 &&
               run({QStringLiteral("import"), folder}).code == 0;
    }
    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }

    /// `arguments` begin with a verb; the workspace is put behind it.
    ProgramRun run(QStringList arguments) const {
        arguments.insert(1, m_workspace);
        const ProgramRun run = runProgram(arguments);
        if (run.code != 0)
            qWarning("%s", run.err.constData());
        return run;
    }
    QJsonObject ask(const QByteArray& command) const {
        return run(QString::fromLatin1(command).split(u' ') << QStringLiteral("--json")).json();
    }
    /// The rows of a query, by their first column.
    QHash<QString, QStringList> sql(const QString& statement) const {
        QHash<QString, QStringList> rows;
        const QList<QByteArray> lines =
            run({QStringLiteral("sql"), statement, QStringLiteral("--csv")})
                .out.trimmed()
                .split('\n');
        for (const QByteArray& line : lines.mid(1)) {
            const QStringList fields = QString::fromUtf8(line.trimmed()).split(u',');
            rows.insert(fields.front(), fields);
        }
        return rows;
    }

    static QJsonObject sectionOf(const QJsonObject& answer, const char* id) {
        for (const QJsonValue& section : answer[u"sections"].toArray())
            if (section[u"id"].toString() == QLatin1String(id))
                return section.toObject();
        return {};
    }
    /// The row of an answer whose `column` is `text`; of a key column, the empty text is none. Idle
    /// GPU hours and revenue without usage, which have no keys either, are no such row.
    static QJsonObject rowOf(const QJsonObject& answer, const char* column, const QString& text) {
        for (const QJsonValue& row : answer[u"rows"].toArray()) {
            if (row[u"idle"].toBool() || row[u"no_usage"].toBool())
                continue;
            const QJsonObject keys = row[u"keys"].toObject();
            const QJsonValue value = keys.contains(QLatin1String(column))
                                         ? keys[QLatin1String(column)]
                                         : row[QLatin1String(column)];
            if (value.toString() == text)
                return row.toObject();
        }
        return {};
    }
    /// What counts unless one asks for more.
    static QString inScope() {
        return QStringLiteral("coalesce(environment, '') in ('', 'production') "
                              "and coalesce(data_mode, '') in ('', 'real')");
    }

private:
    QTemporaryDir m_dir;
    QString m_workspace;
};
