// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/session.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace ms::views {

class TextTableModel;

/// A question for a LatestJob: the first rejected rows of a batch of the open workspace.
std::function<core::Result<std::vector<store::Reject>>(std::stop_token)>
rejectsQuestion(const session::Session& session, std::int64_t batch);

/// Line, column, reason and the row as it stands in the file.
void showRejects(const std::vector<store::Reject>& rejects, TextTableModel& table);

} // namespace ms::views
