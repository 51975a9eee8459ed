using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartRetail.ClusterTests.Fuzzing;

/// <summary>Makes a good body a bad one: in one place, or in its bytes.</summary>
internal static class JsonMutation
{
    private const string Mark = "\"\u00A7here\u00A7\"";

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Apply(JsonNode example, Random random) => random.Next(10) switch
    {
        0 => Encoding.UTF8.GetBytes(example.ToJsonString(Plain)),
        < 7 => Replace(example.DeepClone(), random),
        _ => Damage(Encoding.UTF8.GetBytes(example.ToJsonString(Plain)), random),
    };

    // The place is marked first and replaced as text, since what is put there need not be JSON.
    private static byte[] Replace(JsonNode root, Random random)
    {
        var places = new List<Action<JsonNode?>>();
        Collect(root, places);
        if (places.Count == 0)
        {
            return Encoding.UTF8.GetBytes(Pick(OddValues.Fragments, random));
        }

        places[random.Next(places.Count)](JsonValue.Create(Mark.Trim('"')));
        var value = random.Next(2) == 0
            ? Pick(OddValues.Fragments, random)
            : JsonSerializer.Serialize(Pick(OddValues.Texts, random));
        return Encoding.UTF8.GetBytes(root.ToJsonString(Plain).Replace(Mark, value, StringComparison.Ordinal));
    }

    private static void Collect(JsonNode node, List<Action<JsonNode?>> places)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                places.Add(made => fields[name] = made);
                places.Add(made => fields[name + "x"] = made);
                places.Add(_ => fields.Remove(name));
                if (value is not null)
                {
                    Collect(value, places);
                }
            }
        }
        else if (node is JsonArray items)
        {
            places.Add(items.Add);
            places.Add(_ => items.Clear());
            for (var index = 0; index < items.Count; index++)
            {
                var at = index;
                places.Add(made => items[at] = made);
                places.Add(_ => Repeat(items, at));
                if (items[index] is { } item)
                {
                    Collect(item, places);
                }
            }
        }
    }

    private static void Repeat(JsonArray items, int at)
    {
        for (var count = 0; count < 2_000; count++)
        {
            items.Add(items[at]?.DeepClone());
        }
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        var at = random.Next(body.Length);
        switch (random.Next(4))
        {
            case 0:
                return body[..at];
            case 1:
                body[at] = (byte)random.Next(256);
                return body;
            case 2:
                return [.. body[..at], (byte)0xFF, (byte)0xFE, (byte)0x00, .. body[at..]];
            default:
                return [.. body, .. body];
        }
    }

    private static string Pick(IReadOnlyList<string> from, Random random) => from[random.Next(from.Count)];
}
