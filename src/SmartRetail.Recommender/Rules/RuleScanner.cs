using System.Text;

namespace SmartRetail.Recommender.Rules;

/// <summary>Cuts an expression into words, texts in quotes, numbers and signs.</summary>
internal ref struct RuleScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>Whether a name may stand without quotes.</summary>
    public static bool IsWord(string text) =>
        text.Length > 0 && IsWordStart(text[0]) && text.AsSpan().IndexOfAnyExcept(WordCharacters) < 0;

    /// <summary>Returns the text in quotes, with those that it holds doubled.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static System.Buffers.SearchValues<char> WordCharacters { get; } = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    public RuleToken Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        var start = _at;
        if (start == _text.Length)
        {
            return new(RuleTokenKind.End, "", start + 1);
        }

        var first = _text[start];
        return first switch
        {
            '\'' => ReadText(),
            '.' => Take(RuleTokenKind.Dot, 1),
            ',' => Take(RuleTokenKind.Comma, 1),
            '(' => Take(RuleTokenKind.Open, 1),
            ')' => Take(RuleTokenKind.Close, 1),
            '=' or '!' or '<' or '>' => ReadOperator(),
            _ when IsWordStart(first) => Take(RuleTokenKind.Word, LengthOf(WordCharacters)),
            _ when char.IsAsciiDigit(first) || first == '-' => ReadNumber(),
            _ => throw new RuleSyntaxException(start + 1, $"'{first}' is not expected in an expression"),
        };
    }

    private static bool IsWordStart(char character) => char.IsAsciiLetter(character) || character == '_';

    private readonly int LengthOf(System.Buffers.SearchValues<char> characters)
    {
        var length = _text[_at..].IndexOfAnyExcept(characters);
        return length < 0 ? _text.Length - _at : length;
    }

    private RuleToken Take(RuleTokenKind kind, int length)
    {
        var token = new RuleToken(kind, _text.Slice(_at, length).ToString(), _at + 1);
        _at += length;
        return token;
    }

    private RuleToken ReadOperator()
    {
        var isTwo = _at + 1 < _text.Length && _text[_at + 1] == '=';
        return (_text[_at], isTwo) switch
        {
            ('=', false) => throw new RuleSyntaxException(_at + 1, "'=' is no operator; write =="),
            ('!', false) => throw new RuleSyntaxException(_at + 1, "'!' is no operator; write not, or !="),
            _ => Take(RuleTokenKind.Operator, isTwo ? 2 : 1),
        };
    }

    // A sign, digits, and perhaps a point with digits behind it. What touches them belongs to no number.
    private RuleToken ReadNumber()
    {
        var end = _at + (_text[_at] == '-' ? 1 : 0);
        var isNumber = SkipDigits(ref end);
        if (end < _text.Length && _text[end] == '.')
        {
            end++;
            isNumber &= SkipDigits(ref end);
        }

        if (!isNumber || (end < _text.Length && IsWordStart(_text[end])))
        {
            throw new RuleSyntaxException(_at + 1, "is not a number; write it like 12 or -0.5");
        }

        return Take(RuleTokenKind.Number, end - _at);
    }

    private readonly bool SkipDigits(ref int end)
    {
        var start = end;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        return end > start;
    }

    private RuleToken ReadText()
    {
        var position = _at + 1;
        var content = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] != '\'')
            {
                content.Append(_text[_at]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '\'')
            {
                content.Append(_text[_at++]);
            }
            else
            {
                _at++;
                return new(RuleTokenKind.Text, content.ToString(), position);
            }
        }

        throw new RuleSyntaxException(position, "the text has no closing quote");
    }
}
