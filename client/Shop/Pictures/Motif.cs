namespace SmartRetail.Client.Shop.Pictures;

/// <summary>
/// Which drawing of motifs.svg shows a product: the last word of its title that names one, since English puts the thing
/// last ("red heart candle holder"), else a mood ("vintage Christmas"), else what fits the category, else a gift.
/// </summary>
internal static class Motif
{
    private const string Fallback = "gift";

    private static readonly Dictionary<string, string> ByWord = Read(
        """
        bag: bags bag shopper tote sack lunchbag
        purse: purse purses wallet case
        candle: candle candles candlestick incense wick scented
        lantern: lantern lanterns t-light t-lights tealight lamp lampshade holder
        mug: mug mugs cup cups beaker cocoa
        teapot: teapot tea kettle coffee saucer teacup regency
        cake: cake cakes cakestand cupcake muffin bun baking dessert sweets chocolate
        plate: plate plates coaster coasters placemat placemats tile
        bowl: bowl bowls dish pudding
        cutlery: dining cutlery spoon spoons fork spatula knife apron kitchen oven pan recipe
        jar: jar jars jam pantry
        bottle: wellbeing bottle bottles water vase bath soap flask
        tin: tin tins tray trays trinket pot
        tree: tree trees reindeer santa advent
        bauble: bauble baubles decoration decorations
        clock: clock clocks watch
        frame: mirrors frame frames photo picture mirror image art print
        sign: sign signs metal-sign plaque chalkboard blackboard
        card: card cards tag tags envelope postcard passport ticket letters
        gift: gift present cracker crackers
        wrap: wrap wrapping paper tissues tissue tube
        spool: crafts craft ribbon ribbons tape reel string sewing lace wool knitting
        notebook: stationery notebook book journal pencil pencils pen pens sketchbook eraser ruler stickers sticker chalk diary
        umbrella: umbrella parasol parasols rain
        star: wand
        bird: bird birds birdhouse dove robin duck hen chick owl feather parrot
        flower: outdoors spring flower flowers daisy blossom garden plant planter rose bouquet garland wreath seeds herb
        toy: doll dolly bear rabbit bunny toy toys soft babushka puppet dog cat elephant
        blocks: blocks jigsaw game games dominoes children childs childrens playhouse puzzle block skittles letter
        bunting: bunting flag party chain streamers
        lights: lights light bulb
        necklace: necklace pendant charm bead beads bracelet bracelets bangle jewelled diamante jewellery
        ring: ring rings earring earrings crystal brooch hair
        cushion: textiles cushion cushions throw quilt warmer blanket doormat cover towel
        hook: hook hooks hanger knob knobs rack key handle
        drawers: drawer drawers cabinet chest cupboard storage shelf stool chair table
        lunchbox: lunch snack box boxes suitcase bucket
        balloon: balloon balloons birthday inflatable
        house: house cottage home door bird-house shed
        basket: basket baskets wicker hamper picnic
        doily: doily doilies felt feltcraft flock napkins snowflake snowflakes
        """);

    private static readonly Dictionary<string, string> ByMood = Read(
        """
        tree: christmas
        heart: heart hearts love sweetheart
        star: star stars fairy magic
        spool: kit
        """);

    public static string Of(string title, string category) =>
        Find(Split(title)) ?? Find(Split(category)) ?? Fallback;

    private static string? Find(string[] words)
    {
        // A "cake stand with lace" is a cake stand; only when nothing before the preposition is known, look behind it.
        var end = Array.FindIndex(words, word => word is "with" or "w" or "in" or "of" or "for");
        return FindLast(ByWord, words[..Math.Max(end, 0)]) ?? FindLast(ByWord, words) ?? FindLast(ByMood, words);
    }

    private static string? FindLast(Dictionary<string, string> drawings, string[] words) =>
        words.Select(drawings.GetValueOrDefault).LastOrDefault(drawing => drawing is not null);

    private static string[] Split(string text) => text.ToLowerInvariant()
        .Split([' ', ',', '.', '/', '&', '+', '\'', '(', ')'], StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> Read(string table) => table
        .Split('\n')
        .Select(line => line.Split(": "))
        .SelectMany(row => row[1].Split(' '), (row, word) => (Word: word.Trim(), Drawing: row[0]))
        .ToDictionary(entry => entry.Word, entry => entry.Drawing);
}
