// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_cutter.h"

#include "importers/common/byte_scan.h"
#include "importers/common/json_text.h"

#include <algorithm>
#include <utility>

namespace ms::importers {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMostPageBytes = std::size_t{64} << 10; // kept of what stands beside the list
constexpr std::size_t kMostOpen = 64; // what is nested deeper is a record, for the parser to refuse

} // namespace

JsonCutter::JsonCutter(std::string_view recordsAt) {
    while (!recordsAt.empty()) {
        const std::size_t dot = std::min(recordsAt.find('.'), recordsAt.size());
        m_path.emplace_back(recordsAt.substr(0, dot));
        recordsAt.remove_prefix(std::min(dot + 1, recordsAt.size()));
    }
}

void JsonCutter::keepOfPage(std::string_view bytes) {
    if (m_page.size() + bytes.size() <= kMostPageBytes)
        m_page.append(bytes);
}

struct JsonCutter::Scan {
    std::string_view text;
    bool isEnd;
    Cut cut;
    std::size_t at = 0;
    std::size_t counted = 0; // line ends are counted up to here
    std::int64_t line;

    std::int64_t lineAt(std::size_t place) {
        line += countByte(text.substr(counted, place - counted), '\n');
        counted = place;
        return line;
    }
    void addRecord(std::size_t end, bool isCut) {
        cut.records.push_back({at, end - at, lineAt(at), isCut});
        at = end;
    }
};

bool JsonCutter::takeClosing(Scan& scan) {
    if (m_open.empty()) { // closes nothing: for the parser to refuse
        scan.addRecord(scan.at + 1, false);
        return true;
    }
    ++scan.at;
    const Open closed = m_open.back();
    m_open.pop_back();
    if (closed.frame == Frame::Page || closed.isRecords)
        keepOfPage(closed.frame == Frame::Page ? "}" : "]");
    if (closed.frame == Frame::Page && closed.step == 0)
        scan.cut.pages.push_back(std::exchange(m_page, {}));
    return true;
}

/// What stands where a key belongs: for the parser to refuse, and by the same bytes whatever the
/// chunk has of them.
bool JsonCutter::takeBroken(Scan& scan, std::size_t end) {
    if (end == kNone && !scan.isEnd)
        return false;
    scan.addRecord(std::min(end, scan.text.size()), end == kNone);
    return true;
}

bool JsonCutter::takeMember(Scan& scan) {
    const std::string_view text = scan.text;
    if (text[scan.at] != '"')
        return takeBroken(scan, endOfJsonValue(text, scan.at));
    const std::size_t keyEnd = endOfJsonString(text, scan.at + 1);
    const std::size_t colon = keyEnd == kNone ? kNone : skipJsonBlanks(text, keyEnd);
    if (colon < text.size() && text[colon] != ':')
        return takeBroken(scan, keyEnd);
    const std::size_t begin = colon >= text.size() ? kNone : skipJsonBlanks(text, colon + 1);
    if (begin >= text.size())
        return takeBroken(scan, kNone);
    const std::size_t step = m_open.back().step;
    const bool isOnPath =
        step < m_path.size() && text.substr(scan.at + 1, keyEnd - scan.at - 2) == m_path[step];
    const bool isLast = step + 1 == m_path.size();
    if (isOnPath && text[begin] == (isLast ? '[' : '{')) {
        keepOfPage(text.substr(scan.at, begin + 1 - scan.at));
        m_open.push_back({isLast ? Frame::List : Frame::Page, step + 1, isLast});
        scan.at = begin + 1;
        return true;
    }
    const std::size_t end = endOfJsonValue(text, begin);
    if (end == kNone && !scan.isEnd)
        return false;
    keepOfPage(text.substr(scan.at, std::min(end, text.size()) - scan.at));
    scan.at = std::min(end, text.size());
    return true;
}

bool JsonCutter::takeElement(Scan& scan) {
    const char c = scan.text[scan.at];
    const bool isRecords =
        m_open.size() == kMostOpen || (!m_open.empty() && m_open.back().isRecords);
    if (c == '[' && !isRecords) {
        m_open.push_back({Frame::List, 0, false});
        ++scan.at;
        return true;
    }
    if (c == '{' && !isRecords && !m_path.empty()) {
        m_open.push_back({Frame::Page, 0, false});
        keepOfPage("{");
        ++scan.at;
        return true;
    }
    const std::size_t end = endOfJsonValue(scan.text, scan.at);
    if (end == kNone && !scan.isEnd)
        return false;
    scan.addRecord(std::max(std::min(end, scan.text.size()), scan.at + 1),
                   end == kNone && !m_open.empty());
    return true;
}

JsonCutter::Cut JsonCutter::cut(std::string_view text, std::int64_t firstLine, bool isEnd) {
    Scan scan{text, isEnd, {}, 0, 0, firstLine};
    bool goesOn = true;
    while (goesOn && scan.cut.records.size() < kMostRecords) {
        scan.at = skipJsonBlanks(text, scan.at);
        scan.cut.bytes = scan.at;
        if (scan.at >= text.size())
            break;
        const char c = text[scan.at];
        if (c == ',') {
            if (isIn(Frame::Page))
                keepOfPage(",");
            ++scan.at;
        } else if (c == ']' || c == '}') {
            goesOn = takeClosing(scan);
        } else {
            goesOn = isIn(Frame::Page) ? takeMember(scan) : takeElement(scan);
        }
    }
    if (goesOn)
        scan.cut.bytes = scan.at;
    scan.cut.lines = scan.lineAt(scan.cut.bytes) - firstLine;
    return std::move(scan.cut);
}

bool JsonCutter::skipValue(std::string_view text, std::size_t& skipped) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (m_isInString) {
            if (m_isEscaped)
                m_isEscaped = false;
            else if (c == '\\')
                m_isEscaped = true;
            else if (c == '"')
                m_isInString = false;
        } else if (c == '"') {
            m_isInString = true;
        } else if (c == '{' || c == '[') {
            ++m_skipDepth;
        } else if (c == '}' || c == ']') {
            --m_skipDepth;
        }
        const bool isBracket = c == '}' || c == ']';
        if (!m_isInString && m_skipDepth <= 0 && (isBracket || c == ',')) {
            skipped = at + (isBracket && m_skipDepth == 0 ? 1u : 0u);
            m_skipDepth = 0;
            return true;
        }
    }
    skipped = at;
    return false;
}

} // namespace ms::importers
