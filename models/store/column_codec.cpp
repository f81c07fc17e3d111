// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/column_codec.h"

#include "models/core/check.h"
#include "models/core/event_columns.h"
#include "models/store/byte_stream.h"
#include "models/store/packed_bytes.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <limits>

namespace ms::store {

namespace {

using Word = std::uint64_t;

enum class Form : std::uint8_t {
    Offsets,            // value = base + word
    OffsetsWithUnknown, // word 0 is kUnknownNumber, else value = base + word - 1
    Differences,        // value = value before + unzigzag(word); base is the first value
};

Word zigzag(Word difference) {
    return (difference << 1) ^ (Word{0} - (difference >> 63));
}
Word unzigzag(Word word) {
    return (word >> 1) ^ (Word{0} - (word & 1));
}
std::size_t bytesOf(Word word) {
    return (std::size_t(std::bit_width(word)) + 7) / 8;
}

/// Words to store, and how they become values again.
struct Plan {
    Form form = Form::Offsets;
    Word base = 0;
    std::vector<Word> words;
};

template <class T>
Plan offsetsOf(std::span<const T> values) {
    Plan plan;
    T lowest = std::numeric_limits<T>::max();
    for (const T value : values) {
        if constexpr (std::is_signed_v<T>) {
            if (value == core::kUnknownNumber) {
                plan.form = Form::OffsetsWithUnknown;
                continue;
            }
        }
        lowest = std::min(lowest, value);
    }
    const Word shift = plan.form == Form::OffsetsWithUnknown ? 1 : 0;
    plan.base = Word(lowest);
    plan.words.reserve(values.size());
    for (const T value : values) {
        const bool isUnknown = shift == 1 && Word(value) == Word(core::kUnknownNumber);
        plan.words.push_back(isUnknown ? 0 : Word(value) - plan.base + shift);
    }
    return plan;
}

template <class T>
Plan differencesOf(std::span<const T> values) {
    Plan plan{Form::Differences, Word(values.front()), {}};
    plan.words.reserve(values.size());
    Word before = plan.base;
    for (const T value : values) {
        plan.words.push_back(zigzag(Word(value) - before));
        before = Word(value);
    }
    // The first difference is 0 by definition; repeating the second keeps an even step constant.
    if (plan.words.size() > 1)
        plan.words[0] = plan.words[1];
    return plan;
}

std::size_t weightOf(const std::vector<Word>& words) {
    std::size_t weight = 0;
    for (const Word word : words)
        weight += bytesOf(word);
    return weight;
}

template <class T>
std::string encode(std::span<const T> values) {
    CHECK(!values.empty(), "an empty column has no body");
    Plan plan = offsetsOf(values);
    if (Plan steps = differencesOf(values); weightOf(steps.words) < weightOf(plan.words))
        plan = std::move(steps);

    Word all = 0;
    for (const Word word : plan.words)
        all |= word;
    const std::size_t planes = bytesOf(all);

    std::string out;
    put(out, plan.form);
    put(out, std::uint8_t(planes));
    put(out, std::uint32_t(values.size()));
    put(out, plan.base);
    std::string plane(values.size(), '\0');
    for (std::size_t p = 0; p < planes; ++p) {
        for (std::size_t i = 0; i < plane.size(); ++i)
            plane[i] = char(plan.words[i] >> (8 * p));
        packBytes(out, plane);
    }
    return out;
}

template <std::size_t Planes, class T>
void joinPlanes(const unsigned char* planes, std::size_t rows, T add, T* values) {
    for (std::size_t i = 0; i < rows; ++i) {
        Word word = 0;
        for (std::size_t p = 0; p < Planes; ++p)
            word |= Word(planes[p * rows + i]) << (8 * p);
        values[i] = T(word + Word(add));
    }
}

template <class T>
void joinAnyPlanes(std::size_t planes, const unsigned char* bytes, std::size_t rows, T add,
                   T* out) {
    switch (planes) {
    case 0:
        return joinPlanes<0>(bytes, rows, add, out);
    case 1:
        return joinPlanes<1>(bytes, rows, add, out);
    case 2:
        return joinPlanes<2>(bytes, rows, add, out);
    case 3:
        return joinPlanes<3>(bytes, rows, add, out);
    case 4:
        return joinPlanes<4>(bytes, rows, add, out);
    case 5:
        return joinPlanes<5>(bytes, rows, add, out);
    case 6:
        return joinPlanes<6>(bytes, rows, add, out);
    case 7:
        return joinPlanes<7>(bytes, rows, add, out);
    default:
        return joinPlanes<8>(bytes, rows, add, out);
    }
}

template <class T>
void finish(Form form, Word base, std::vector<T>& values) {
    if (form == Form::OffsetsWithUnknown) {
        const T unknown = T(core::kUnknownNumber);
        const T add = T(base - 1);
        for (T& value : values)
            value = value == 0 ? unknown : T(Word(value) + Word(add));
    } else if (form == Form::Differences) {
        Word sum = base;
        values[0] = T(base);
        for (std::size_t i = 1; i < values.size(); ++i) {
            sum += unzigzag(Word(values[i]));
            values[i] = T(sum);
        }
    }
}

template <class T>
bool decode(std::string_view body, std::size_t rows, std::vector<T>& values) {
    ByteReader in{body};
    const Form form = in.get<Form>();
    const std::size_t planes = in.get<std::uint8_t>();
    const std::size_t stored = in.get<std::uint32_t>();
    const Word base = in.get<Word>();
    if (!in.isGood() || stored != rows || rows == 0 || planes > 8 || form > Form::Differences)
        return false;
    thread_local std::string bytes;
    bytes.resize(planes * rows);
    for (std::size_t p = 0; p < planes; ++p)
        if (!unpackBytes(in, bytes.data() + p * rows, rows))
            return false;
    if (!in.isAtEnd())
        return false;
    values.resize(rows);
    const auto* raw = reinterpret_cast<const unsigned char*>(bytes.data());
    joinAnyPlanes(planes, raw, rows, form == Form::Offsets ? T(base) : T{0}, values.data());
    finish(form, base, values);
    return true;
}

/// Differences of codes are up to 33 bits as zigzag; they are decoded as words first.
bool decodeWideCodes(std::string_view body, std::size_t rows, std::vector<std::uint32_t>& values) {
    std::vector<std::int64_t> wide;
    if (!decode(body, rows, wide))
        return false;
    values.resize(rows);
    for (std::size_t i = 0; i < rows; ++i)
        values[i] = std::uint32_t(wide[i]);
    return true;
}

} // namespace

std::string encodeNumbers(std::span<const std::int64_t> values) {
    return encode(values);
}
std::string encodeCodes(std::span<const std::uint32_t> values) {
    return encode(values);
}

std::string encodeTexts(const Texts& texts) {
    std::vector<std::uint32_t> lengths;
    lengths.reserve(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i)
        lengths.push_back(std::uint32_t(texts.at(i).size()));
    const std::string header = encodeCodes(lengths);
    std::string out;
    put(out, std::uint32_t(header.size()));
    put(out, std::uint32_t(texts.bytes.size()));
    out += header;
    packBytes(out, texts.bytes);
    return out;
}

bool decodeNumbers(std::string_view body, std::size_t rows, std::vector<std::int64_t>& values) {
    return decode(body, rows, values);
}

bool decodeCodes(std::string_view body, std::size_t rows, std::vector<std::uint32_t>& values) {
    if (body.size() > 1 && body[1] > 4)
        return decodeWideCodes(body, rows, values);
    return decode(body, rows, values);
}

bool decodeTexts(std::string_view body, std::size_t rows, Texts& texts) {
    constexpr std::size_t kMaxBytes = 256 << 20; // a segment is cut long before
    ByteReader in{body};
    const std::size_t header = in.get<std::uint32_t>();
    const std::size_t bytes = in.get<std::uint32_t>();
    const std::string_view lengths = in.take(header);
    if (!in.isGood() || bytes > kMaxBytes || !decodeCodes(lengths, rows, texts.ends))
        return false;
    std::uint64_t end = 0;
    for (std::uint32_t& length : texts.ends) {
        end += length;
        length = std::uint32_t(end);
    }
    if (end != bytes)
        return false;
    texts.bytes.resize(bytes);
    return unpackBytes(in, texts.bytes.data(), bytes) && in.isAtEnd();
}

std::uint64_t checksumOf(std::string_view body, std::uint64_t id) {
    return XXH3_64bits_withSeed(body.data(), body.size(), id);
}

} // namespace ms::store
