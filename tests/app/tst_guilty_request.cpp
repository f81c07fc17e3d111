// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composed_window.h"

#include "models/core/money.h"
#include "models/report/table.h"
#include "tests/app/sample_program.h"
#include "views/pages/explanation_view.h"
#include "views/pages/report_page.h"
#include "views/pages/section_view.h"
#include "views/widgets/headline_button.h"
#include "views/widgets/pinned_table.h"

#include <QJsonObject>
#include <QTableView>
#include <QTest>

using namespace ms;

namespace {

constexpr int kLongest = 60'000; // milliseconds

} // namespace

/// From the first page to the request that costs most above its like, and to the price rules and
/// the log line behind its cost: in four steps, each a click or Enter.
class TestGuiltyRequest : public QObject {
    Q_OBJECT

    SampleProgram m_sample;
    std::unique_ptr<app::ComposedWindow> m_composed;
    int m_steps = 0;

    template <class Widget>
    Widget* shown(const std::function<bool(const Widget&)>& isIt = [](const Widget&) {
        return true;
    }) {
        for (Widget* widget : m_composed->window().findChildren<Widget*>())
            if (widget->isVisible() && isIt(*widget))
                return widget;
        return nullptr;
    }
    views::HeadlineButton* outlierHeadline() {
        return shown<views::HeadlineButton>([](const views::HeadlineButton& button) {
            return button.accessibleDescription().endsWith(QStringLiteral("outliers"));
        });
    }
    views::ReportPage* pageOf(const std::string& section) {
        return shown<views::ReportPage>([&](const views::ReportPage& page) {
            return !page.isBusy() && page.view().section().id == section &&
                   !page.view().section().table.rows.empty();
        });
    }
    void enterRow(views::ReportPage& page, int row) {
        QTableView& table = *page.view().table().view();
        table.selectRow(row);
        QTest::keyClick(&table, Qt::Key_Return);
        ++m_steps;
    }
    static QString textAt(const report::Section& section, std::size_t row, const char* column) {
        return QString::fromStdString(std::get<std::string>(
            section.table.rows[row].cells[report::columnNamed(section.table, column)]));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_sample.make(40'000, 7));
        qputenv("MARGINSCOPE_HOME", m_sample.path("home").toUtf8());
        m_composed = std::make_unique<app::ComposedWindow>();
        m_composed->show(m_sample.path("sample.margin").toStdString());
    }
    void cleanupTestCase() { m_composed.reset(); }

    void fourStepsLeadToItsPriceRule() {
        QTRY_VERIFY_WITH_TIMEOUT(outlierHeadline(), kLongest);
        outlierHeadline()->click();
        ++m_steps;
        QTRY_VERIFY_WITH_TIMEOUT(pageOf("request_outliers"), kLongest);
        views::ReportPage& outliers = *pageOf("request_outliers");
        const QString request = textAt(outliers.view().section(), 0, "id");
        enterRow(outliers, 0);
        QTRY_VERIFY_WITH_TIMEOUT(pageOf("timeline"), kLongest);
        enterRow(*pageOf("timeline"), 0);
        QTRY_VERIFY_WITH_TIMEOUT(shown<views::ExplanationView>() != nullptr, kLongest);
        auto* const lines = shown<views::ExplanationView>()->findChild<QTableView*>();
        QTRY_VERIFY_WITH_TIMEOUT(lines->model()->rowCount() > 0, kLongest);
        QVERIFY(m_steps <= 4);

        // The same rules, by file and line, as the program names for this request.
        const QJsonObject attempt =
            m_sample.ask("explain " + request.toUtf8())[u"attempts"][0].toObject();
        QString texts;
        for (int row = 0; row < lines->model()->rowCount(); ++row)
            for (int column = 0; column < lines->model()->columnCount(); ++column)
                texts += lines->model()->index(row, column).data().toString() + u'\n';
        const QJsonArray rules = attempt[u"lines"].toArray();
        QVERIFY(!rules.isEmpty());
        for (const QJsonValue& line : rules)
            QVERIFY2(texts.contains(QStringLiteral("%1, line %2")
                                        .arg(line[u"rule"][u"file"].toString())
                                        .arg(line[u"rule"][u"line"].toInt())),
                     qPrintable(texts));
        QVERIFY(shown<views::ExplanationView>()->text().contains(
            QStringLiteral("line %1").arg(attempt[u"line"].toInt())));
    }
};

QTEST_MAIN(TestGuiltyRequest)
#include "tst_guilty_request.moc"
