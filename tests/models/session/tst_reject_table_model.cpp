// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/reject_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using session::RejectTableModel;
using Column = RejectTableModel::Column;
using State = RejectTableModel::State;

namespace {

std::vector<store::Reject> rejects(std::int64_t first, std::int64_t last) {
    std::vector<store::Reject> list;
    for (std::int64_t number = first; number <= last; ++number)
        list.push_back(
            {number, {number * 10, "cost", "No number.", "row " + std::to_string(number)}, {}});
    return list;
}

QString text(const RejectTableModel& model, int row, Column column) {
    return model.index(row, int(column)).data().toString();
}

} // namespace

class TestRejectTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreReadAsTheyAreAskedFor() {
        RejectTableModel model;
        QSignalSpy wanted(&model, &RejectTableModel::moreWanted);
        model.showBatch(4, 5);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(wanted.takeFirst(), (QVariantList{qint64{4}, qint64{0}}));
        QVERIFY(!model.canFetchMore({})); // asked already
        model.append(3, rejects(1, 2));   // of another batch: too late
        QCOMPARE(model.rowCount(), 0);
        model.append(4, rejects(1, 3));
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(wanted.takeFirst(), (QVariantList{qint64{4}, qint64{3}}));
        model.append(4, rejects(4, 5));
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(text(model, 4, Column::Line), QStringLiteral("50"));
        QCOMPARE(text(model, 4, Column::Row), QStringLiteral("row 5"));
        QCOMPARE(text(model, 4, Column::State), QStringLiteral("rejected"));
        model.showBatch(4, 9);
        model.append(4, rejects(1, 2));
        model.append(4, {}); // fewer are kept than were said
        QCOMPARE(model.kept(), qint64{2});
        QVERIFY(!model.canFetchMore({}));
    }

    void whatWasEditedIsTriedOnce() {
        RejectTableModel model;
        model.showBatch(4, 3);
        model.append(4, rejects(1, 3));
        model.setText(0, "row 1 fixed");
        model.setText(1, "row 2 fixed");
        model.setText(1, "row 2"); // taken back
        QCOMPARE(model.stateOf(0), State::Edited);
        QCOMPARE(model.stateOf(1), State::Open);
        QCOMPARE(model.editedRows().size(), std::size_t(1));
        const auto tried = model.rowsToRetry({0, 2});
        QCOMPARE(tried.size(), std::size_t(2));
        QCOMPARE(tried[1].text, std::string("row 3"));

        session::RetriedRows result;
        result.receipt.id = 9;
        result.refusals = {{3, "currency", "No currency."}};
        model.takeResult(4, tried, result);
        QCOMPARE(model.stateOf(0), State::Corrected);
        QCOMPARE(text(model, 0, Column::State), QStringLiteral("in batch 9"));
        QCOMPARE(model.stateOf(2), State::Refused);
        QCOMPARE(text(model, 2, Column::Column), QStringLiteral("currency"));
        QCOMPARE(text(model, 2, Column::Reason), QStringLiteral("No currency."));
        QVERIFY(model.editedRows().empty()); // one is in use, one was tried
        QVERIFY(model.rowsToRetry({0}).empty());
        model.setText(2, "row 3 better");
        QCOMPARE(model.stateOf(2), State::Edited);
        QCOMPARE(text(model, 2, Column::Reason), QStringLiteral("No currency.")); // last word
    }

    void whenNothingWasImportedNothingIsCorrected() {
        RejectTableModel model;
        model.showBatch(4, 1);
        model.append(4, rejects(1, 1));
        model.takeResult(4, model.rowsToRetry({0}), {});
        QCOMPARE(model.stateOf(0), State::Open);
    }

    void editsOutliveTheView() {
        RejectTableModel model;
        model.showBatch(4, 2);
        model.append(4, rejects(1, 2));
        model.setText(1, "mine");
        model.showBatch(5, 1);
        model.append(5, rejects(1, 1));
        QVERIFY(model.editedRows().empty());
        model.showBatch(4, 2); // not read yet
        QCOMPARE(model.editedRows().size(), std::size_t(1));
        model.append(4, rejects(1, 2));
        QCOMPARE(model.textAt(1), std::string("mine"));
    }

    void correctionsComeAndGo() {
        RejectTableModel model;
        model.showBatch(4, 2);
        auto rows = rejects(1, 2);
        model.append(4, rows);
        rows[1].correctedBy = 8;
        QSignalSpy changed(&model, &RejectTableModel::dataChanged);
        model.refresh(4, rows);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.stateOf(1), State::Corrected);
        rows[1].correctedBy.reset();
        model.refresh(4, rows);
        QCOMPARE(model.stateOf(1), State::Open);
    }

    void hostileRowsAreShownAsTheyAre() {
        RejectTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.showBatch(4, 1);
        model.append(4, {{1, {2, "", "Bad.", "<img src=x>\nsecond\u202E"}, {}}});
        QCOMPARE(text(model, 0, Column::Row), QStringLiteral("<img src=x> ⏎ second<U+202E>"));
        const QString tip = model.index(0, int(Column::Row)).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QStringLiteral("&lt;img src=x&gt;")));
    }
};

QTEST_APPLESS_MAIN(TestRejectTableModel)
#include "tst_reject_table_model.moc"
