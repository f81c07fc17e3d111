// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/dimension_text.h"

namespace ms::tables {

QString titleOf(query::Dimension dimension) {
    const std::string_view name = query::nameOf(dimension);
    QString title = QString::fromLatin1(name.data(), qsizetype(name.size()));
    title.replace(u'_', u' ');
    title[0] = title[0].toUpper();
    return title;
}

QString keyText(const std::string& key, EmptyKey empty) {
    if (!key.empty())
        return QString::fromStdString(key);
    switch (empty) {
    case EmptyKey::NoUsage:
        return QStringLiteral("(no usage)");
    case EmptyKey::Idle:
        return QStringLiteral("(idle)");
    case EmptyKey::NotGiven:
        break;
    }
    return QStringLiteral("(not given)");
}

QString keyName(query::Dimension dimension, const std::string& key, EmptyKey empty,
                const query::TenantTimeline* names) {
    if (dimension != query::Dimension::Tenant || key.empty() || !names)
        return keyText(key, empty);
    return QString::fromStdString(names->nameOf(key));
}

} // namespace ms::tables
