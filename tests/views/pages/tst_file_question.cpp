// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/file_question.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using Asks = views::FileQuestion::Asks;
using session::FileChoice;

class TestFileQuestion : public QObject {
    Q_OBJECT

    static void type(views::FileQuestion& question, const QString& text) {
        auto* edit = question.findChild<QLineEdit*>();
        edit->setText(text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<FileChoice>("ms::session::FileChoice"); }

    void aFileThatAsksNothingShowsNothing() {
        views::FileQuestion question;
        question.ask(Asks::Nothing, {});
        QVERIFY(!question.isVisible());
    }

    void aMonthIsUnderstoodOrSaidNotToBe() {
        views::FileQuestion question;
        QSignalSpy answered(&question, &views::FileQuestion::answered);
        FileChoice said;
        said.activeEvent = "opened"; // what was said before stays
        question.ask(Asks::Month, said);
        QVERIFY(question.isVisible());
        type(question, QStringLiteral("July"));
        QCOMPARE(answered.count(), 0);
        const auto labels = question.findChildren<QLabel*>();
        QVERIFY(labels.last()->text().contains(QStringLiteral("July")));
        type(question, QStringLiteral(" 2026-07 "));
        QCOMPARE(answered.count(), 1);
        const auto choice = answered.front().front().value<FileChoice>();
        QCOMPARE(core::toText(*choice.month), std::string("2026-07"));
        QCOMPARE(choice.activeEvent, std::string("opened"));
        QVERIFY(labels.last()->text().isEmpty());
        type(question, QStringLiteral("2026-07"));
        QCOMPARE(answered.count(), 1); // nothing new
        type(question, {});
        QVERIFY(!answered.last().front().value<FileChoice>().month);
    }

    void anActiveEventIsTakenAsItIs() {
        views::FileQuestion question;
        QSignalSpy answered(&question, &views::FileQuestion::answered);
        question.ask(Asks::ActiveEvent, {});
        type(question, QStringLiteral("Reply sent"));
        QCOMPARE(answered.front().front().value<FileChoice>().activeEvent,
                 std::string("Reply sent"));
    }

    void whatIsBeingTypedStaysWhileTheListIsRefreshed() {
        views::FileQuestion question;
        question.show();
        question.ask(Asks::Month, {});
        auto* edit = question.findChild<QLineEdit*>();
        question.activateWindow();
        edit->setFocus();
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral("2026"));
        question.ask(Asks::Month, {});
        QCOMPARE(edit->text(), QStringLiteral("2026"));
        question.ask(Asks::ActiveEvent, {});
        QVERIFY(edit->text().isEmpty());
    }
};

QTEST_MAIN(TestFileQuestion)
#include "tst_file_question.moc"
