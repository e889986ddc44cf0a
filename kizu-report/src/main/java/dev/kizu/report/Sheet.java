package dev.kizu.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Many pictures on one.
 *
 * @param heads what the pictures of every row are, from left to right
 * @param blocks from left to right, each of groups from top to bottom. A block may be empty, but not all
 */
record Sheet(List<String> heads, List<List<Group>> blocks) {
    private static final int BACKGROUND = 0x24262b;
    private static final Color TEXT = new Color(0xe6e7e9);
    private static final Font HEAD = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final int LINE = 20;
    private static final int BASELINE = 14;
    private static final int GAP = 6;
    private static final int WIDE_GAP = 18;

    /**
     * Rows of pictures under one title.
     *
     * @param title what they have in common
     * @param rows at least one, each of as many pictures as there are heads, all of one size
     */
    record Group(String title, List<List<Picture>> rows) {}

    /** The pictures with their heads and titles. Throws whatever AWT does where it cannot draw text. */
    Picture labelled() {
        Graphics2D ruler = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = ruler.getFontMetrics(HEAD);
        int widest = heads.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        ruler.dispose();
        int column = Math.max(first().width(), widest);
        BufferedImage sheet = lay(column, LINE);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(TEXT);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int block = 0; block < blocks.size(); block++) {
            label(graphics, blocks.get(block), left(block, column), column);
        }
        graphics.dispose();
        return picture(sheet);
    }

    /** The pictures alone, which needs no font. */
    Picture unlabelled() {
        return picture(lay(first().width(), 0));
    }

    private Picture first() {
        return blocks.stream()
                .filter(groups -> !groups.isEmpty())
                .findFirst()
                .orElseThrow()
                .get(0)
                .rows()
                .get(0)
                .get(0);
    }

    /** Lays the pictures out in columns of a width, with room for lines of text of a height. Uses nothing that needs fonts. */
    private BufferedImage lay(int column, int line) {
        int width = left(blocks.size(), column) - WIDE_GAP + GAP;
        int height = 2 * GAP
                + line
                + blocks.stream().mapToInt(groups -> height(groups, line)).max().orElseThrow();
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] background = new int[height * width];
        Arrays.fill(background, BACKGROUND);
        sheet.setRGB(0, 0, width, height, background, 0, width);
        for (int block = 0; block < blocks.size(); block++) {
            int left = left(block, column) + (column - first().width()) / 2;
            int top = GAP + line;
            for (Group group : blocks.get(block)) {
                top += line;
                for (List<Picture> row : group.rows()) {
                    for (int i = 0; i < row.size(); i++) {
                        paste(row.get(i), sheet, top, left + i * (column + GAP));
                    }
                    top += first().height() + GAP;
                }
                top += WIDE_GAP - GAP;
            }
        }
        return sheet;
    }

    private void label(Graphics2D graphics, List<Group> groups, int left, int column) {
        graphics.setFont(HEAD);
        for (int i = 0; i < heads.size() && !groups.isEmpty(); i++) {
            int width = graphics.getFontMetrics().stringWidth(heads.get(i));
            graphics.drawString(heads.get(i), left + i * (column + GAP) + (column - width) / 2, GAP + BASELINE);
        }
        graphics.setFont(TITLE);
        int top = GAP + LINE;
        for (Group group : groups) {
            graphics.drawString(group.title(), left, top + BASELINE);
            top += LINE + group.rows().size() * (first().height() + GAP) + WIDE_GAP - GAP;
        }
    }

    private int left(int block, int column) {
        return GAP + block * (heads.size() * (column + GAP) - GAP + WIDE_GAP);
    }

    private int height(List<Group> groups, int line) {
        int rows = groups.stream().mapToInt(group -> group.rows().size()).sum();
        return rows * (first().height() + GAP) + groups.size() * (line + WIDE_GAP - GAP) - WIDE_GAP;
    }

    private static void paste(Picture picture, BufferedImage sheet, int top, int left) {
        sheet.setRGB(left, top, picture.width(), picture.height(), picture.rgb(), 0, picture.width());
    }

    private static Picture picture(BufferedImage sheet) {
        int width = sheet.getWidth();
        int height = sheet.getHeight();
        return new Picture(height, width, sheet.getRGB(0, 0, width, height, null, 0, width));
    }
}
