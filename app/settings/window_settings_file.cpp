// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/window_settings_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace ms::app {

namespace {

const QString kTheme = QStringLiteral("window/theme");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");
const QString kRecent = QStringLiteral("recent");

views::WindowSettings loadFrom(const QString& path) {
    QSettings file(path, QSettings::IniFormat);
    views::WindowSettings settings;
    settings.theme = views::themeNamed(file.value(kTheme).toString());
    settings.geometry = file.value(kGeometry).toByteArray();
    settings.state = file.value(kState).toByteArray();
    const int count = file.beginReadArray(kRecent);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        settings.recent.append(
            session::RecentFile{file.value(QStringLiteral("path")).toString(),
                                file.value(QStringLiteral("rows")).toLongLong(),
                                file.value(QStringLiteral("period")).toString(),
                                file.value(QStringLiteral("opened")).toDateTime()});
    }
    file.endArray();
    return settings;
}

void saveTo(const QString& path, const views::WindowSettings& settings) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSettings file(path, QSettings::IniFormat);
    file.setValue(kTheme, views::nameOf(settings.theme));
    file.setValue(kGeometry, settings.geometry);
    file.setValue(kState, settings.state);
    file.remove(kRecent);
    file.beginWriteArray(kRecent, static_cast<int>(settings.recent.size()));
    for (int i = 0; i < settings.recent.size(); ++i) {
        file.setArrayIndex(i);
        file.setValue(QStringLiteral("path"), settings.recent[i].path);
        file.setValue(QStringLiteral("rows"), settings.recent[i].rows);
        file.setValue(QStringLiteral("period"), settings.recent[i].period);
        file.setValue(QStringLiteral("opened"), settings.recent[i].lastOpened);
    }
    file.endArray();
}

} // namespace

views::SettingsDoor settingsDoor(const QString& path) {
    return {[path] { return loadFrom(path); },
            [path](const views::WindowSettings& settings) { saveTo(path, settings); }};
}

} // namespace ms::app
