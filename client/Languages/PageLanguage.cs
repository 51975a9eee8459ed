using System.Collections.Immutable;
using System.Globalization;

namespace SmartRetail.Client.Languages;

/// <summary>A language that pages are in.</summary>
/// <param name="Code">As in Accept-Language and in the document's lang.</param>
/// <param name="Name">In the language itself.</param>
internal sealed record PageLanguage(string Code, string Name)
{
    public static PageLanguage English { get; } = new("en", "English");

    public static PageLanguage Chinese { get; } = new("zh", "中文");

    public static ImmutableArray<PageLanguage> All { get; } = [English, Chinese];

    /// <summary>That of the request, or of the connection that a console page lives on.</summary>
    public static PageLanguage Current => Find(CultureInfo.CurrentUICulture.Name) ?? English;

    public static PageLanguage? Find(string? code)
    {
        foreach (var language in All)
        {
            if (language.Code == code)
            {
                return language;
            }
        }

        return null;
    }
}
