// SPDX-License-Identifier: GPL-3.0-or-later
// Where libFuzzer comes in. Bytes are changed token by token as well as bit by bit: a flipped bit
// mostly makes JSON that is none, which says little about what comes behind the parser.
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <random>
#include <string>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);

namespace ms::fuzz {

namespace {

using Random = std::minstd_rand;

constexpr std::array<std::string_view, 36> kOdd{"",
                                                "null",
                                                "true",
                                                "[]",
                                                "{}",
                                                "0",
                                                "-1",
                                                "1e999",
                                                "-0",
                                                "0.1",
                                                "1e-12",
                                                "\"\"",
                                                "\"0\"",
                                                "\"-1\"",
                                                "NaN",
                                                "1,234",
                                                "(0.60)",
                                                "\u2212"
                                                "1",
                                                "$1.5",
                                                "\"a\nb\"",
                                                "\\u0000",
                                                "\\ud800",
                                                "\xff",
                                                "2026-09-14",
                                                "2026-09-14T08:00:00Z",
                                                "1789380000",
                                                "1789380000000",
                                                "2026-02-30",
                                                "9007199254740993",
                                                "9223372036854775807",
                                                "18446744073709551616",
                                                "170141183460469231731687303715884105728",
                                                "USD",
                                                "[[[[[[[[",
                                                "{\"a\":{\"a\":",
                                                "\xef\xbb\xbf"};

std::size_t below(Random& random, std::size_t limit) {
    return limit == 0 ? 0 : random() % limit;
}

/// A piece between marks of JSON or of delimited text.
struct Token {
    std::size_t at = 0;
    std::size_t size = 0;
};
Token tokenIn(const std::string& text, Random& random) {
    constexpr std::string_view kMarks = "{}[],:\"\n\r;\t|";
    const std::size_t inside = below(random, text.size());
    const std::size_t before = text.find_last_of(kMarks, inside);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find_first_of(kMarks, begin), text.size());
    return {begin, end - begin};
}
Token lineIn(const std::string& text, Random& random) {
    const std::size_t inside = below(random, text.size());
    const std::size_t before = text.rfind('\n', inside);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = text.find('\n', begin);
    return {begin, (end == std::string::npos ? text.size() : end + 1) - begin};
}

void change(std::string& text, Random& random) {
    const Token token = tokenIn(text, random);
    switch (below(random, 7)) {
    case 0:
    case 1:
        text.replace(token.at, token.size, kOdd[below(random, kOdd.size())]);
        return;
    case 2: {
        const Token other = tokenIn(text, random);
        text.replace(token.at, token.size, text.substr(other.at, other.size));
        return;
    }
    case 3:
        text.insert(token.at, text.substr(token.at, token.size));
        return;
    case 4: {
        const Token line = lineIn(text, random);
        text.insert(line.at, text.substr(line.at, line.size));
        return;
    }
    case 5: {
        const Token line = lineIn(text, random);
        text.erase(line.at, line.size);
        return;
    }
    default: {
        constexpr std::size_t kLongest = 64;
        std::array<std::uint8_t, kLongest> inner{};
        const std::size_t size = std::min(token.size, kLongest);
        std::memcpy(inner.data(), text.data() + token.at, size);
        const std::size_t changed = LLVMFuzzerMutate(inner.data(), size, kLongest);
        text.replace(token.at, token.size, std::string(inner.begin(), inner.begin() + changed));
        return;
    }
    }
}

} // namespace

} // namespace ms::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t most, unsigned seed) {
    ms::fuzz::Random random(seed);
    if (size == 0 || ms::fuzz::below(random, 3) == 0)
        return LLVMFuzzerMutate(bytes, size, most);
    std::string text(bytes, bytes + size);
    for (std::size_t changes = 1 + ms::fuzz::below(random, 3); changes > 0; --changes)
        ms::fuzz::change(text, random);
    text.resize(std::min(text.size(), most));
    std::memcpy(bytes, text.data(), text.size());
    return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    // A copy that ends where its memory ends, so that each read behind it is seen.
    const auto exact = std::make_unique<char[]>(size);
    if (size > 0)
        std::memcpy(exact.get(), bytes, size);
    ms::fuzz::fuzz({exact.get(), size});
    return 0;
}
