namespace SmartRetail.Client.Shop.Pictures;

/// <summary>The colours of one picture, as CSS; the words are those in titles that ask for them.</summary>
internal sealed record Palette(
    string Ground, string Pattern, string Main, string Accent, string Dark, params string[] Words)
{
    /// <summary>Soft grounds under strong shapes.</summary>
    public static readonly Palette[] All =
    [
        new("#f9e4e1", "#f3d0cb", "#cc5a6f", "#f3bda6", "#7b2d43", "pink", "rose"),
        new("#e3eddf", "#d0e0c9", "#5e8c61", "#e9c46a", "#2f4f3a", "green", "garden", "botanical", "woodland"),
        new("#e1ecf3", "#cbdde8", "#4f86a6", "#f4a896", "#274a63", "blue", "spaceboy"),
        new("#f7ebd6", "#eedcbd", "#c98b3d", "#7c9a92", "#6b4423", "gold", "wooden", "wood", "natural"),
        new("#ece5f3", "#dccfe9", "#8165a3", "#f0b6c4", "#453162", "purple", "lavender", "amethyst"),
        new("#def0ea", "#c5e2d9", "#3f9383", "#f3c677", "#1e5148", "turquoise", "mint", "union"),
        new("#fbe3d9", "#f5ccb9", "#d9553f", "#fbf1e3", "#7c2a1f", "red", "retrospot", "strawberry", "christmas"),
        new("#fcf2d6", "#f5e3b2", "#dba52c", "#b4545f", "#6e5312", "yellow", "easter", "chick", "daisy"),
        new("#ebe9e5", "#dad6ce", "#76828c", "#d98c72", "#36404a", "silver", "zinc", "metal", "antique", "black"),
        new("#f5dfe9", "#eac5d7", "#a33b66", "#8fb09b", "#561a36", "heart", "love", "sweetheart"),
        new("#f6efe4", "#e9dcc7", "#a98f6f", "#d9c3a5", "#5c4a35", "ivory", "cream", "white", "vintage", "french"),
    ];
}
