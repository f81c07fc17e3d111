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

/// What one pass over a column tells: enough to choose the form and the width of its words.
template <class T>
struct Extent {
    T lowest = std::numeric_limits<T>::max(); // of the known values
    T highest = std::numeric_limits<T>::lowest();
    bool hasUnknown = false;
    Word steps = 0; // all bits of the zigzag differences

    Form form() const { return hasUnknown ? Form::OffsetsWithUnknown : Form::Offsets; }
    Word shift() const { return hasUnknown ? 1 : 0; }
    bool isConstant() const { return hasUnknown ? highest < lowest : highest == lowest; }
    /// The largest offset, 0 when no value is known.
    Word widest() const { return highest < lowest ? 0 : Word(highest) - Word(lowest) + shift(); }
};

template <class T>
constexpr bool isUnknown(T value) {
    if constexpr (std::is_signed_v<T>)
        return value == core::kUnknownNumber;
    else
        return false;
}

template <class T>
Extent<T> extentOf(std::span<const T> values) {
    Extent<T> extent;
    bool hasUnknown = false;
    T before = values.front();
    for (const T value : values) {
        const bool unknown = isUnknown(value);
        hasUnknown |= unknown;
        extent.lowest = std::min(extent.lowest, unknown ? std::numeric_limits<T>::max() : value);
        extent.highest =
            std::max(extent.highest, unknown ? std::numeric_limits<T>::lowest() : value);
        extent.steps |= zigzag(Word(value) - Word(before));
        before = value;
    }
    extent.hasUnknown = hasUnknown;
    return extent;
}

/// Bytes of all words when leading zeros are left out. Counted by plane in narrow words, which the
/// compiler turns into vectors.
template <class W>
std::size_t weightOf(const std::vector<W>& words) {
    std::size_t weight = 0;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(at + 63, words.size()); // 63 * 4 fits a byte
        if constexpr (sizeof(W) <= 4) {
            W count = 0;
            for (; at < end; ++at)
                for (std::size_t p = 0; p < sizeof(W); ++p)
                    count = W(count + W(W(words[at] >> (8 * p)) != 0));
            weight += count;
        } else {
            for (; at < end; ++at)
                weight += bytesOf(words[at]);
        }
    }
    return weight;
}

template <class W>
struct Words {
    std::vector<W> words;
    std::size_t weight = 0;
};

template <class W, class T>
Words<W> offsetsOf(std::span<const T> values, const Extent<T>& extent) {
    Words<W> offsets;
    offsets.words.resize(values.size());
    const Word less = Word(extent.lowest) - extent.shift();
    for (std::size_t i = 0; i < values.size(); ++i)
        offsets.words[i] = isUnknown(values[i]) ? W{0} : W(Word(values[i]) - less);
    offsets.weight = weightOf(offsets.words);
    return offsets;
}

template <class W, class T>
Words<W> differencesOf(std::span<const T> values) {
    Words<W> steps;
    steps.words.resize(values.size());
    for (std::size_t i = 1; i < values.size(); ++i)
        steps.words[i] = W(zigzag(Word(values[i]) - Word(values[i - 1])));
    // The first difference is 0 by definition; repeating the second keeps an even step constant.
    if (values.size() > 1)
        steps.words[0] = steps.words[1];
    steps.weight = weightOf(steps.words);
    return steps;
}

void putHeader(std::string& out, Form form, std::size_t planes, std::size_t rows, Word base) {
    put(out, form);
    put(out, std::uint8_t(planes));
    put(out, std::uint32_t(rows));
    put(out, base);
}

template <class W>
void putPlanes(std::string& out, const std::vector<W>& words, std::size_t planes) {
    std::string plane(words.size(), '\0');
    for (std::size_t p = 0; p < planes; ++p) {
        for (std::size_t i = 0; i < plane.size(); ++i)
            plane[i] = char(words[i] >> (8 * p));
        packBytes(out, plane);
    }
}

/// Call `work` with a zero of the narrowest type that holds `widest`.
template <class Work>
auto withWordFor(Word widest, Work work) {
    if (widest <= 0xFF)
        return work(std::uint8_t{0});
    if (widest <= 0xFFFF)
        return work(std::uint16_t{0});
    if (widest <= 0xFFFF'FFFF)
        return work(std::uint32_t{0});
    return work(std::uint64_t{0});
}

template <class T>
std::string encode(std::span<const T> values) {
    CHECK(!values.empty(), "an empty column has no body");
    const Extent<T> extent = extentOf(values);
    std::string out;
    if (extent.isConstant()) {
        putHeader(out, extent.form(), 0, values.size(), Word(extent.lowest));
        return out;
    }
    withWordFor(extent.widest(), [&](auto offsetWord) {
        const auto offsets = offsetsOf<decltype(offsetWord)>(values, extent);
        withWordFor(extent.steps, [&](auto stepWord) {
            const auto steps = differencesOf<decltype(stepWord)>(values);
            if (steps.weight < offsets.weight) {
                const std::size_t planes = bytesOf(extent.steps);
                putHeader(out, Form::Differences, planes, values.size(), Word(values.front()));
                putPlanes(out, steps.words, planes);
            } else {
                const std::size_t planes = bytesOf(extent.widest());
                putHeader(out, extent.form(), planes, values.size(), Word(extent.lowest));
                putPlanes(out, offsets.words, planes);
            }
        });
    });
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
