// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/input_file.h"

#include <QtTest>

using ms::core::InputFile;

class TestInputFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreThoseThatTheUserKnows() {
        InputFile file("/exports/bills.zip");
        QCOMPARE(file.name(), std::string("/exports/bills.zip"));
        QCOMPARE(file.shortName(), std::string("bills.zip"));
        file.part = "may/focus.csv";
        QCOMPARE(file.name(), std::string("/exports/bills.zip/may/focus.csv"));
        QCOMPARE(file.shortName(), std::string("bills.zip/may/focus.csv"));
        file.shownAs = "(standard input)";
        QCOMPARE(file.name(), std::string("(standard input)/may/focus.csv"));
        QCOMPARE(file.shortName(), file.name());
    }
};

QTEST_APPLESS_MAIN(TestInputFile)
#include "tst_input_file.moc"
