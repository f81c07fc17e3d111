// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// Cuts JSON into records without reading them: values told apart by brackets and quotes alone, to
/// be parsed by whoever reads them. The text is a run of values, or of lists of values. A value is
/// a record; where records stand in a list within pages, the elements of that list are. Memory none
/// of the text: what is not cut off yet is handed in again with more behind it.
class JsonCutter {
public:
    /// `recordsAt`: keys that lead from a page to its list, "data" or "result.items"; empty when
    /// the values are the records.
    explicit JsonCutter(std::string_view recordsAt);

    static constexpr std::size_t kMostRecords = 65'536; // a cut: each takes more than its text

    struct Piece {
        std::size_t at = 0; // in the text
        std::size_t size = 0;
        std::int64_t line = 0; // physical line where it starts
        bool isCut = false;    // the text ended within it, and within its list or page
    };
    struct Cut {
        std::vector<Piece> records;
        std::vector<std::string> pages; // ended within the text: what they say beside their list
        std::size_t bytes = 0;          // cut off; the rest comes again
        std::int64_t lines = 0;         // line ends among them
    };
    /// Cut `text`, whose first byte is the first that was not cut off before; `kMostRecords` of it
    /// at most.
    /// `isEnd`: nothing follows. `firstLine`: its physical line.
    Cut cut(std::string_view text, std::int64_t firstLine, bool isEnd);
    /// The text ended between values, as far as it was cut.
    bool isWellEnded() const { return m_open.empty(); }
    /// Leave the value out that starts what comes next: it is too long. True when it ended within
    /// `text`; else more of it follows.
    bool skipValue(std::string_view text, std::size_t& skipped);

private:
    /// What the next byte stands in.
    enum class Frame : std::uint8_t {
        List, // a list of records or pages
        Page, // an object on the way to the list of records
    };
    struct Open {
        Frame frame;
        std::size_t step = 0; // keys of the path that lead here
        bool isRecords = false;
    };
    struct Scan;
    bool isIn(Frame frame) const { return !m_open.empty() && m_open.back().frame == frame; }
    // Each takes what stands at the scan's place; false when more text is needed.
    bool takeClosing(Scan& scan);
    bool takeMember(Scan& scan);
    static bool takeBroken(Scan& scan, std::size_t end);
    bool takeElement(Scan& scan);
    void keepOfPage(std::string_view bytes);

    std::vector<std::string> m_path;
    std::vector<Open> m_open;
    std::string m_page;           // of the page that is open, without its list
    std::int64_t m_skipDepth = 0; // of the value that is being left out
    bool m_isInString = false;
    bool m_isEscaped = false;
};

} // namespace ms::importers
