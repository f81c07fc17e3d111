// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "views/pages/report_page_spec.h"

#include <map>
#include <string>
#include <vector>

class QGridLayout;

namespace ms::views {

/// What a section can be asked with: a chooser or a field for each of its options, which explains
/// itself. A field that is emptied goes back to the default.
class OptionForm : public QWidget {
    Q_OBJECT

public:
    explicit OptionForm(QWidget* parent = nullptr);
    /// Show `options` with what was `chosen` of them, without telling anybody. Fields stay the same
    /// ones, with focus and cursor, as long as the options do.
    void setOptions(const std::vector<SectionOption>& options,
                    const std::map<std::string, std::string>& chosen,
                    const session::Snapshot& snapshot);
    /// The field of an option, for tests and focus; null: it has none.
    QWidget* fieldOf(const std::string& name) const;

Q_SIGNALS:
    /// The user chose; empty: the default.
    void chosen(const QString& name, const QString& value);

private:
    void rebuild(const std::vector<SectionOption>& options);

    QGridLayout* m_layout;
    std::vector<std::string> m_names;
    std::vector<QWidget*> m_fields; // by name
};

} // namespace ms::views
