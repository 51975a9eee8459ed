using System.Globalization;
using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Storage.Sealing;

/// <summary>
/// The fields of a row that tell about a person, as compact bytes: which of them there are, then each, texts in UTF-8 with their
/// length in front. What a query needs stays a column: whose row it is, its id, kind, times, and the list that it followed.
/// </summary>
internal static class PersonalFields
{
    private const byte HasProduct = 1;
    private const byte HasPrice = 2;
    private const byte HasRating = 4;
    private const byte HasQuery = 8;
    private const byte HasSession = 16;

    private const byte HasPropensities = 1;
    private const byte HasExplored = 2;
    private const byte HasOrigin = 4;

    public static byte[] Write(Interaction interaction) => Write(writer =>
    {
        writer.Write((byte)(
            Flag(interaction.Product, HasProduct) | Flag(interaction.Price, HasPrice) | Flag(interaction.Rating, HasRating)
            | Flag(interaction.Query, HasQuery) | Flag(interaction.Session, HasSession)));
        writer.Write7BitEncodedInt(interaction.Quantity);
        WriteText(writer, interaction.Product?.Value);

        // As text, which keeps the scale that a caller sent in fewer bytes than the number has.
        WriteText(writer, interaction.Price?.ToString(CultureInfo.InvariantCulture));
        if (interaction.Rating is { } rating)
        {
            writer.Write(rating);
        }

        WriteText(writer, interaction.Query);
        WriteText(writer, interaction.Session);
    });

    /// <summary>Returns the interaction with the fields that <see cref="Write(Interaction)"/> has written.</summary>
    public static Interaction Read(Interaction clear, byte[] fields)
    {
        using var reader = new BinaryReader(new MemoryStream(fields), Encoding.UTF8);
        var has = reader.ReadByte();
        return clear with
        {
            Quantity = reader.Read7BitEncodedInt(),
            Product = ReadText(reader, has, HasProduct) is { } product ? new ProductId(product) : null,
            Price = ReadText(reader, has, HasPrice) is { } price
                ? decimal.Parse(price, NumberStyles.Number, CultureInfo.InvariantCulture)
                : null,
            Rating = (has & HasRating) != 0 ? reader.ReadDouble() : null,
            Query = ReadText(reader, has, HasQuery),
            Session = ReadText(reader, has, HasSession),
        };
    }

    /// <summary>Returns the interaction with nothing in those fields, as the columns of a sealed row have it.</summary>
    public static Interaction Without(Interaction interaction) => interaction with
    {
        Product = null,
        Quantity = 0,
        Price = null,
        Rating = null,
        Query = null,
        Session = null,
    };

    public static byte[] Write(ListFields list) => Write(writer =>
    {
        writer.Write((byte)(
            Flag(list.Propensities, HasPropensities) | Flag(list.Explored, HasExplored) | Flag(list.Origin, HasOrigin)));
        writer.Write(list.Products);
        WriteText(writer, list.Propensities);
        WriteText(writer, list.Explored);
        WriteText(writer, list.Origin);
    });

    /// <summary>Returns what <see cref="Write(ListFields)"/> has written.</summary>
    public static ListFields ReadList(byte[] fields)
    {
        using var reader = new BinaryReader(new MemoryStream(fields), Encoding.UTF8);
        var has = reader.ReadByte();
        return new(
            reader.ReadString(),
            ReadText(reader, has, HasPropensities),
            ReadText(reader, has, HasExplored),
            ReadText(reader, has, HasOrigin));
    }

    private static int Flag(object? value, byte flag) => value is null ? 0 : flag;

    private static byte[] Write(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        write(writer);
        writer.Flush();
        return bytes.ToArray();
    }

    private static void WriteText(BinaryWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadText(BinaryReader reader, byte has, byte flag) =>
        (has & flag) != 0 ? reader.ReadString() : null;
}
