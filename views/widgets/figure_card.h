// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include <optional>
#include <vector>

namespace ms::views {

/// One figure at a glance: what it is, how much, how it changed, and its way there as a small line.
/// Clicking it, Enter or Space leads to more of it.
class FigureCard : public QAbstractButton {
    Q_OBJECT

public:
    /// What a change means; a figure whose change is neither good nor bad is Neutral.
    enum class Tone { Neutral, Good, Bad };
    struct Content {
        QString title;  // "Margin"
        QString value;  // "$1,204.17"
        QString change; // "+12% against May 2026"; empty: none is known
        Tone tone = Tone::Neutral;
        std::vector<std::optional<double>> trend; // for the line only; figures are in texts
    };

    explicit FigureCard(QWidget* parent = nullptr);
    void setContent(Content content);
    const Content& content() const { return m_content; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintTrend(QPainter& painter, const QRectF& area) const;

    Content m_content;
};

} // namespace ms::views
