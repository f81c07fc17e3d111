// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_record.h"

#include "importers/common/json_access.h"
#include "importers/common/json_text.h"
#include "models/core/same_text.h"

#include <utility>

namespace ms::importers {

namespace dom = simdjson::dom;

namespace {

/// The members of an object, asked for in the order in which the record before had them: mostly one
/// comparison a member.
class MembersInOrder {
public:
    explicit MembersInOrder(const RecordShape::Members& members)
        : m_members{members}, m_next(members.all().size() + 1), m_seenIn(members.all().size()) {
        for (const RecordShape::Members::Member& member : members.all())
            m_below.push_back(member.below ? std::make_unique<MembersInOrder>(*member.below)
                                           : nullptr);
    }
    void startObject() { ++m_object; }
    /// Whether the object has that member for the first time.
    bool isFirst(int found) {
        return std::exchange(m_seenIn[std::size_t(found)], m_object) != m_object;
    }
    /// As Members::find. `before`: what the last member that is read was, -1 at first.
    int findAfter(int before, std::string_view name) {
        int& next = m_next[std::size_t(before + 1)];
        if (!m_members.all().empty() &&
            core::isSameText(m_members.all()[std::size_t(next)].name, name))
            return next;
        const int found = m_members.find(name);
        if (found >= 0)
            next = found;
        return found;
    }
    const RecordShape::Members::Member& member(int found) const {
        return m_members.all()[std::size_t(found)];
    }
    MembersInOrder& below(int found) { return *m_below[std::size_t(found)]; }

private:
    const RecordShape::Members& m_members;
    std::vector<int> m_next; // by the member before
    std::uint64_t m_object = 0;
    std::vector<std::uint64_t> m_seenIn; // by member: the last object that had it
    std::vector<std::unique_ptr<MembersInOrder>> m_below;
};

} // namespace

struct JsonRecord::State {
    explicit State(std::shared_ptr<const RecordShape> its)
        : shape{std::move(its)}, members{shape->members()}, record{*shape} {}

    std::shared_ptr<const RecordShape> shape;
    MembersInOrder members;
    Record record;
    JsonParser parser;
    std::string padded;

    void readObject(const dom::object& object, MembersInOrder& its);
    void setValue(std::size_t key, const dom::element& value);
    void readBelow(const dom::element& value, const RecordShape::Members::Member& member,
                   MembersInOrder& its);
};

JsonRecord::JsonRecord(std::shared_ptr<const RecordShape> shape)
    : m_state{std::make_unique<State>(std::move(shape))} {}
JsonRecord::~JsonRecord() = default;
JsonRecord::JsonRecord(JsonRecord&&) noexcept = default;

Record& JsonRecord::record() {
    return m_state->record;
}

const char* JsonRecord::problem() const {
    return m_state->parser.problem();
}

JsonRecord::Found JsonRecord::readPadded(std::string_view text, std::int64_t line,
                                         std::int64_t row) {
    const auto root = m_state->parser.parsePadded(text);
    if (!root)
        return Found::NoJson;
    if (!root->isObject())
        return Found::OtherValue;
    m_state->record.start(line, row, text);
    m_state->record.setRoot(*root);
    m_state->readObject(JsonAccess::elementOf(*root).get_object().value_unsafe(), m_state->members);
    return Found::Object;
}

JsonRecord::Found JsonRecord::read(std::string_view text, std::int64_t line, std::int64_t row) {
    m_state->padded.assign(text).append(simdjson::SIMDJSON_PADDING, ' ');
    return readPadded(std::string_view(m_state->padded).substr(0, text.size()), line, row);
}

void JsonRecord::State::readObject(const dom::object& object, MembersInOrder& its) {
    its.startObject();
    int before = -1;
    for (const auto [name, value] : object) {
        const int found = its.findAfter(before, name);
        if (found < 0)
            continue;
        before = found;
        if (!its.isFirst(found))
            record.fail(name, JsonAccess::keyTwice(object, name));
        const RecordShape::Members::Member& member = its.member(found);
        if (member.key >= 0)
            setValue(std::size_t(member.key), value);
        if (member.below)
            readBelow(value, member, its.below(found));
    }
}

void JsonRecord::State::setValue(std::size_t key, const dom::element& value) {
    switch (value.type()) {
    case dom::element_type::STRING:
        return record.set(key, value.get_string().value_unsafe());
    case dom::element_type::INT64:
        return record.set(key, value.get_int64().value_unsafe());
    case dom::element_type::NULL_VALUE:
        return;
    default:
        return record.set(key, JsonAccess::valueOf(value));
    }
}

void JsonRecord::State::readBelow(const dom::element& value,
                                  const RecordShape::Members::Member& member, MembersInOrder& its) {
    dom::object object;
    if (value.get(object) == simdjson::SUCCESS)
        readObject(object, its);
    else if (!value.is_null() && member.key < 0) // with a key of its own it may be something else
        record.fail(member.name, "'" + member.name + "' is not an object.");
}

InnerRecords::InnerRecords(std::vector<std::string> keys)
    : m_json{std::make_shared<const RecordShape>(std::move(keys))} {}

void InnerRecords::eachOf(Record& outer, std::size_t key,
                          const std::function<void(Record&)>& visit) {
    if (outer.isList(key))
        each(outer, rawValueAt(outer.raw, outer.steps(key)),
             [&](const std::string&, Record& inner) { visit(inner); });
    else if (outer.has(key))
        outer.fail(outer.name(key), "'" + outer.name(key) + "' is not a list.");
}

void InnerRecords::each(Record& outer, std::string_view text, const Visitor& visit,
                        const Visitor& spoilt) {
    JsonItems items(text);
    while (const auto item = items.next()) {
        std::string name(item->key);
        if (name.find('\\') != std::string::npos)
            if (const auto plain = m_names.parse('"' + name + '"'))
                name = plain->text();
        if (m_json.read(item->text, outer.line, outer.row) != JsonRecord::Found::Object)
            return outer.fail(
                name, "An object is expected here: " + std::string(item->text.substr(0, 80)) + ".");
        Record& inner = m_json.record();
        visit(name, inner);
        if (inner.isSpoilt() && spoilt)
            spoilt(name, inner);
        else if (inner.isSpoilt())
            outer.fail((name.empty() ? name : name + '.') + inner.problemName(), inner.problem());
    }
}

} // namespace ms::importers
