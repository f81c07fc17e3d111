// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/views/sample_company.h"
#include "views/pages/report_page.h"
#include "views/pages/section_view.h"
#include "views/widgets/pinned_table.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>
#include <utility>
#include <vector>

namespace ms::test {

/// A page of sections over the sample company, shown and settled.
struct ReportPageRig {
    std::shared_ptr<SampleWorkspace> workspace = SampleWorkspace::company();
    session::Session session{accessTo(workspace)};
    session::FilterState state;
    std::unique_ptr<views::ReportPage> page;

    explicit ReportPageRig(std::vector<views::SectionSource> sections) {
        page = std::make_unique<views::ReportPage>(
            session, state,
            views::ReportPageSpec{session::Page::Units, QStringLiteral("Units"), "units",
                                  std::move(sections)});
        page->resize(1200, 800);
        page->show();
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        state.visitPage(session::Page::Units);
    }
    void settle() { QTRY_VERIFY(!page->isBusy()); }
    QTableView& table() { return *page->view().table().view(); }
};

} // namespace ms::test
