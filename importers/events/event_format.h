// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "importers/common/record_reader.h"
#include "importers/common/signature.h"
#include "importers/events/attribution.h"
#include "importers/events/event_draft.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ms::importers {

/// What a record is, once its format has looked at it.
enum class Verdict : std::uint8_t {
    Take,
    Skip, // no call of a model by the format's own rules
};

/// What a format remembers of the records before, where a record does not say all by itself. One
/// object a file, which sees its records in their order.
class EventMemory {
public:
    virtual ~EventMemory() = default;
    /// As EventFormatSpec::settle.
    virtual Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) = 0;
};

/// A log of model calls in which a record is a call: JSON objects or rows of delimited text, with
/// the same names. What is said here is the whole format.
struct EventFormatSpec {
    std::string name;
    std::string title;
    std::vector<SignatureField> signature;
    /// Of files in other shapes: one that has all fields of one signature is of the format.
    std::vector<std::vector<SignatureField>> otherSignatures;
    std::vector<SourceKey> keys; // with a field: taken as they are; "signature": see EventMapping
    std::vector<NumberFormat> numbers; // of the keys, by position; plain beyond its end
    EventMapping mapping;
    core::Identity identity = core::Identity::RequestAndAttempt;
    std::string source; // who writes it, where several formats have the same events; else the name
    /// Whatever is more than taking a value as it is; called after that, and before the tokens are
    /// settled. Null: nothing is.
    std::function<Verdict(Record&, EventDraft&, const EventMapping&)> settle;
    /// The same for a format that needs a memory: asked instead of `settle`. One thread reads then.
    std::function<std::unique_ptr<EventMemory>()> makeMemory;
    /// What becomes of the versions of a record (NumberColumn::Version) that stand in one file.
    enum class Versions : std::uint8_t {
        AllHandedOn, // the store finds the final one
        FinalOnly,   // the others are skipped; one thread reads
    } versions = Versions::AllHandedOn;
};
std::unique_ptr<Format> makeEventFormat(EventFormatSpec spec);

/// The plan of a file whose records are events, by its head: delimited text, JSON Lines, lists and
/// pages are told apart. `recordsAt`: where the signature was found.
core::Result<ReadPlan> planEvents(std::shared_ptr<const EventFormatSpec> spec, const FileHead& head,
                                  const std::string& recordsAt);

} // namespace ms::importers
