// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/record_shape.h"

#include "models/core/same_text.h"

namespace ms::importers {

namespace {

std::size_t hashOf(std::string_view name) {
    if (name.empty())
        return 0;
    const auto at = [name](std::size_t i) { return static_cast<unsigned char>(name[i]); };
    return name.size() * 11 + at(0) * 5u + at(name.size() / 2) * 31u + at(name.size() - 1) * 17u;
}

std::vector<std::string_view> stepsOf(std::string_view path) {
    std::vector<std::string_view> steps;
    while (true) {
        const std::size_t dot = path.find('.');
        steps.push_back(path.substr(0, dot));
        if (dot == std::string_view::npos)
            return steps;
        path.remove_prefix(dot + 1);
    }
}

} // namespace

RecordShape::Members::Members() : m_slots(64, -1) {}

int RecordShape::Members::find(std::string_view name) const {
    std::size_t slot = hashOf(name) & (m_slots.size() - 1);
    while (m_slots[slot] >= 0) {
        if (core::isSameText(m_all[std::size_t(m_slots[slot])].name, name))
            return m_slots[slot];
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    return -1;
}

void RecordShape::Members::rehash() {
    std::size_t size = m_slots.size();
    while (size < m_all.size() * 4)
        size *= 2;
    m_slots.assign(size, -1);
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        std::size_t slot = hashOf(m_all[i].name) & (size - 1);
        while (m_slots[slot] >= 0)
            slot = (slot + 1) & (size - 1);
        m_slots[slot] = static_cast<std::int16_t>(i);
    }
}

RecordShape::Members::Member& RecordShape::Members::named(std::string_view name) {
    if (const int found = find(name); found >= 0)
        return m_all[std::size_t(found)];
    m_all.push_back({std::string(name), -1, nullptr});
    rehash();
    return m_all.back();
}

RecordShape::RecordShape(std::vector<std::string> paths) : m_paths{std::move(paths)} {
    for (std::size_t key = 0; key < m_paths.size(); ++key) {
        m_steps.push_back(stepsOf(m_paths[key]));
        Members* members = &m_members;
        for (std::size_t i = 0; i < m_steps[key].size(); ++i) {
            Members::Member& member = members->named(m_steps[key][i]);
            if (i + 1 == m_steps[key].size()) {
                member.key = static_cast<int>(key);
            } else {
                if (!member.below)
                    member.below = std::make_unique<Members>();
                members = member.below.get();
            }
        }
    }
}

} // namespace ms::importers
