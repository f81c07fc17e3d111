// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/file_head.h"
#include "importers/common/format.h"

#include <span>
#include <string>
#include <string_view>

namespace ms::importers {

/// A column, or a place within a JSON record, that a format always has. In JSON `path` is dotted;
/// "[]" stands for any element of a list and "*" for any member of an object.
struct SignatureField {
    std::string_view path;
    std::string_view value{};        // what it must hold; empty: anything; "abc*": what begins so;
                                     // "*abc*": what has that in it, in JSON only
    Letters letters = Letters::AsIs; // of a column's name
};

/// Where the records of a file stand, when it has the signature of a format.
struct SignatureMatch {
    bool fits = false;
    std::string recordsAt; // JSON: place of the records (FileHead::Place::at)
    bool isJson = false;
};

/// True when the header has all fields, or when one of the first records of one place has.
SignatureMatch findSignature(const FileHead& head, std::span<const SignatureField> fields);
/// Whether a JSON record has the field.
bool hasField(JsonValue record, const SignatureField& field);

/// The match of a format: certain when all fields are there, nothing otherwise. The evidence names
/// them: "OpenAI Responses, 4 of 4 signature fields (object = response, ...)".
Match matchOf(const SignatureMatch& found, std::string_view title,
              std::span<const SignatureField> fields);

} // namespace ms::importers
