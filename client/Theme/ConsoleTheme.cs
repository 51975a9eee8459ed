using MudBlazor;

namespace SmartRetail.Client.Theme;

/// <summary>The shapes and letters of the console's components. Their colours are in console.css, for light and for dark.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] Fonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new() { DefaultBorderRadius = "10px", DrawerWidthLeft = "220px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = Fonts },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", FontWeight = "550" },
        },
    };
}
