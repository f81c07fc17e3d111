// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

namespace ms::oracles {

/// The worked examples of a method, from the file that MARGINSCOPE_ORACLES names, else from
/// ../shared. Empty when there is no such file: `addRows` then skips.
inline std::vector<nlohmann::json> examplesOf(const std::string& method) {
    const QString given = qEnvironmentVariable("MARGINSCOPE_ORACLES");
    std::ifstream file{given.isEmpty() ? MARGINSCOPE_SOURCE_DIR "/../shared/methods/oracles.json"
                                       : given.toStdString()};
    std::vector<nlohmann::json> examples;
    if (!file)
        return examples;
    const nlohmann::json oracles = nlohmann::json::parse(file);
    for (const nlohmann::json& example : oracles.at("examples"))
        if (example.at("method") == method)
            examples.push_back(example);
    return examples;
}

/// One data row an example, in a column "example" with its JSON text.
inline void addRows(const std::string& method) {
    QTest::addColumn<QByteArray>("example");
    const std::vector<nlohmann::json> examples = examplesOf(method);
    if (examples.empty())
        QSKIP("The oracle file is not here or lacks the method; name one in MARGINSCOPE_ORACLES.");
    for (const nlohmann::json& example : examples)
        QTest::newRow(example.at("id").get<std::string>().c_str())
            << QByteArray::fromStdString(example.dump());
}

/// The example of the running data row.
inline nlohmann::json fetched() {
    QFETCH(QByteArray, example);
    return nlohmann::json::parse(example.toStdString());
}

/// Where `actual` is not `expected`, by the file's rule: numbers that are fractions pass within
/// max(abs, rel x |expected|); everything else is equal. Keys that only `actual` has do not count.
/// Output  empty when it passes, else "path: actual, expected".
inline std::string difference(const nlohmann::json& actual, const nlohmann::json& expected,
                              const nlohmann::json& tolerance, const std::string& path = "$") {
    const auto differs = [&] {
        return path + ": got " + actual.dump() + ", expected " + expected.dump();
    };
    if (expected.is_object()) {
        if (!actual.is_object())
            return differs();
        for (const auto& [key, value] : expected.items()) {
            if (!actual.contains(key))
                return path + "." + key + ": missing";
            if (std::string found = difference(actual.at(key), value, tolerance, path + "." + key);
                !found.empty())
                return found;
        }
        return {};
    }
    if (expected.is_array()) {
        if (!actual.is_array() || actual.size() != expected.size())
            return differs();
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (std::string found = difference(actual[i], expected[i], tolerance,
                                               path + "[" + std::to_string(i) + "]");
                !found.empty())
                return found;
        return {};
    }
    if (!expected.is_number_float() || !actual.is_number())
        return actual == expected ? std::string{} : differs();
    const double given = actual.get<double>();
    const double wanted = expected.get<double>();
    const double allowed = std::max(tolerance.at("abs").get<double>(),
                                    tolerance.at("rel").get<double>() * std::abs(wanted));
    return std::abs(given - wanted) <= allowed ? std::string{} : differs();
}

} // namespace ms::oracles

/// Compare with the example's `expected`.
#define COMPARE_ORACLE(actual, example)                                                            \
    QVERIFY2(                                                                                      \
        ms::oracles::difference((actual), (example).at("expected"), (example).at("tolerance"))     \
            .empty(),                                                                              \
        ms::oracles::difference((actual), (example).at("expected"), (example).at("tolerance"))     \
            .c_str())
