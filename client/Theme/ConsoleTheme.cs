using MudBlazor;

namespace SmartRetail.Client.Theme;

/// <summary>The console's look: a dark room with few colours, each with one meaning.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] Fonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteDark = new PaletteDark
        {
            Background = "#10171f",
            BackgroundGray = "#0c1218",
            Surface = "#18212b",
            AppbarBackground = "#131b24",
            AppbarText = "#e6edf3",
            DrawerBackground = "#131b24",
            DrawerText = "#b7c4cf",
            DrawerIcon = "#8ba0b2",
            TextPrimary = "#e6edf3",
            TextSecondary = "#9fb0bf",
            Primary = "#7cc4b8",
            PrimaryContrastText = "#08211d",
            Secondary = "#e9b45c",
            Success = "#7cc47f",
            SuccessContrastText = "#08210f",
            Warning = "#e9b45c",
            WarningContrastText = "#2b1d05",
            Error = "#ef7f78",
            Info = "#79b4e8",
            LinesDefault = "#2a3642",
            LinesInputs = "#4a5a69",
            TableLines = "#2a3642",
            Divider = "#2a3642",
            ActionDefault = "#9fb0bf",
        },
        LayoutProperties = new() { DefaultBorderRadius = "10px", DrawerWidthLeft = "220px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = Fonts },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", FontWeight = "550" },
        },
    };
}
