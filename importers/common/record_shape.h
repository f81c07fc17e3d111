// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// A value of a source that a format reads.
struct SourceKey {
    std::string_view path;    // column, or dotted path in JSON ("usage.details.cached")
    std::string_view field{}; // normalised field that takes it as it is; empty: the row function's
};

/// Position of a path in a list of keys, found by the compiler: `constexpr auto kCost =
/// keyAt(kKeys, "cost");`
template <class Keys>
consteval std::size_t keyAt(const Keys& keys, std::string_view path) {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].path == path)
            return i;
    throw "There is no such key."; // no constant: the compiler stops here
}

/// The paths of a list of keys, by position.
template <class Keys>
std::vector<std::string> pathsOf(const Keys& keys) {
    std::vector<std::string> paths;
    for (const SourceKey& key : keys)
        paths.emplace_back(key.path);
    return paths;
}

/// The values that a format reads of each record, and how they are found.
class RecordShape {
public:
    explicit RecordShape(std::vector<std::string> paths);

    std::size_t size() const { return m_paths.size(); }
    const std::string& path(std::size_t key) const { return m_paths[key]; }
    /// Keys of the JSON objects on the way to a value.
    const std::vector<std::string_view>& steps(std::size_t key) const { return m_steps[key]; }

    /// The members of one JSON object that are read, or lead to such.
    class Members {
    public:
        struct Member {
            std::string name;
            int key = -1; // position among the paths; -1: only leads to others
            std::unique_ptr<Members> below;
        };
        Members();
        /// Position in all(), or -1: in one probe mostly, because it is asked for every member.
        int find(std::string_view name) const;
        const std::vector<Member>& all() const { return m_all; }

    private:
        friend class RecordShape;
        Member& named(std::string_view name);
        void rehash();
        std::vector<Member> m_all;
        std::vector<std::int16_t> m_slots; // open addressing; -1 is free
    };
    const Members& members() const { return m_members; }

private:
    std::vector<std::string> m_paths;
    std::vector<std::vector<std::string_view>> m_steps;
    Members m_members;
};

} // namespace ms::importers
