// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QFormLayout;
class QVBoxLayout;

namespace ms::mapping {
struct ColumnSurvey;
struct MappableField;
} // namespace ms::mapping

namespace ms::views {

class MappingDraft;

/// What only the owner of a file knows: how its ambiguous columns are read, what no column says,
/// and what its token counts include. What was answered stays in sight and can be changed.
class MappingQuestions : public QScrollArea {
    Q_OBJECT

public:
    /// The draft must outlive it.
    explicit MappingQuestions(MappingDraft& draft, QWidget* parent = nullptr);

private:
    void refresh();
    QString shape() const;
    void build();
    void buildReadings(QVBoxLayout& layout);
    void buildConstants(QVBoxLayout& layout);
    void buildAdder(QVBoxLayout& layout);
    void buildTokens(QVBoxLayout& layout);
    QWidget* newQuestion(const mapping::ColumnSurvey& column, const mapping::MappableField& field);
    QWidget* newConstant(const std::string& field);
    void showAnswers();

    MappingDraft& m_draft;
    QString m_shape; // what there are widgets for
};

} // namespace ms::views
