namespace Tributary.Generators.Tests.Codec;

/// <summary>One project with every kind of type, compiled once for all tests that read it.</summary>
internal static class Matrix
{
    private static readonly Lazy<CodecFixture> s_app = new(static () => CodecFixture.Of(Scalars, Collections, Objects, Hierarchies));

    public static CodecFixture App => s_app.Value;

    private const string Scalars = """
        namespace App;

        public enum Color { Red, Green = 5, @class = 9 }

        [System.Flags]
        public enum Days : byte { None = 0, Monday = 1, Tuesday = 2, Weekend = 96, All = 255 }

        public enum Wide : ulong { Least, [WireName("most")] Most = ulong.MaxValue }

        [GenerateCodec]
        public sealed class Scalars
        {
            public bool Bool { get; set; }
            public byte Byte { get; set; }
            public sbyte SByte { get; set; }
            public short Short { get; set; }
            public ushort UShort { get; set; }
            public int Int { get; set; }
            public uint UInt { get; set; }
            public long Long { get; set; }
            public ulong ULong { get; set; }
            public Int128 Int128 { get; set; }
            public UInt128 UInt128 { get; set; }
            public Half Half { get; set; }
            public float Float { get; set; }
            public double Double { get; set; }
            public decimal Decimal { get; set; }
            public char Char { get; set; } = 'a';
            public string String { get; set; } = "";
            public Guid Guid { get; set; }
            public DateTime DateTime { get; set; }
            public DateTimeOffset DateTimeOffset { get; set; }
            public DateOnly DateOnly { get; set; }
            public TimeOnly TimeOnly { get; set; }
            public TimeSpan TimeSpan { get; set; }
            public Uri Uri { get; set; } = new("urn:a");
            public Version Version { get; set; } = new(1, 0);
            public byte[] Bytes { get; set; } = [];
            public ReadOnlyMemory<byte> Memory { get; set; }
            public System.Text.Json.JsonElement Json { get; set; }
            public Color Color { get; set; }
            public Days Days { get; set; }
            public Wide Wide { get; set; }
            public int? MaybeInt { get; set; }
            public Color? MaybeColor { get; set; }
            public string? MaybeString { get; set; }
            public byte[]? MaybeBytes { get; set; }
        }
        """;

    private const string Collections = """
        using System.Collections.Immutable;

        namespace App;

        public sealed class Item
        {
            public string Name { get; set; } = "";
            public int? Rank { get; set; }
        }

        [GenerateCodec]
        public sealed class Collections
        {
            public int[] Array { get; set; } = [];
            public int[][] Jagged { get; set; } = [];
            public List<string?> List { get; set; } = [];
            public IList<Item> IList { get; set; } = [];
            public ICollection<int> ICollection { get; set; } = [];
            public IReadOnlyList<double> ReadOnlyList { get; set; } = [];
            public IReadOnlyCollection<Item?> ReadOnlyCollection { get; set; } = [];
            public IEnumerable<string> Enumerable { get; set; } = [];
            public ImmutableArray<int> Immutable { get; set; } = [];
            public HashSet<string> Set { get; set; } = [];
            public ISet<int> ISet { get; set; } = new HashSet<int>();
            public IReadOnlySet<Guid> ReadOnlySet { get; set; } = new HashSet<Guid>();
            public Dictionary<string, Item> Map { get; set; } = [];
            public IDictionary<int, string?> IntMap { get; set; } = new Dictionary<int, string?>();
            public IReadOnlyDictionary<Guid, List<int>> GuidMap { get; set; } = new Dictionary<Guid, List<int>>();
            public Dictionary<Color, int>? EnumMap { get; set; }
            public KeyValuePair<string, int> Pair { get; set; } = new("", 0);
            public (int Number, string? Text) Tuple { get; set; }
            public List<(Item, DateOnly?)>? Tuples { get; set; }
            public List<string> Tags { get; } = [];
            public Dictionary<string, int> Counts { get; } = [];
        }
        """;

    private const string Objects = """
        using System.Diagnostics.CodeAnalysis;
        using System.Text.Json;

        namespace App;

        public class Base
        {
            public string First { get; set; } = "first";
            public virtual int Second { get; set; }
        }

        [GenerateCodec]
        public sealed class Derived : Base
        {
            public override int Second { get; set; }
            public string Third { get; set; } = "third";
            [CodecIgnore] public Action? Callback { get; set; }
            [WireName("the fourth \" é")] public string? Fourth { get; set; }
            public string @event { get; set; } = "";
            public int Field;
        }

        [GenerateCodec]
        public sealed record Person(string Name, int Age = 18, string? Email = null, Color Favourite = Color.Green, double Ratio = double.NaN)
        {
            public string Nick { get; init; } = "none";
            public List<string> Notes { get; set; } = ["initial"];
        }

        [GenerateCodec]
        public readonly record struct Point(int X, int Y);

        [GenerateCodec]
        public struct Loose
        {
            public int A;
            public string? B { get; set; }
            public Point? Where { get; set; }
        }

        [GenerateCodec]
        public sealed class Guarded
        {
            public required string Key { get; set; }
            public required int? Level { get; set; }
            public string Other { get; set; } = "other";
        }

        [GenerateCodec]
        public sealed class Initial
        {
            public required string Key { get; init; }
            public string Text { get; init; } = "text";
            public List<int> Numbers { get; } = [1];
        }

        [GenerateCodec]
        public sealed class Built(int size, string name)
        {
            public int Size { get; } = size;
            public string Name => name;
            public string? Later { get; set; } = "later";
            public int Doubled => Size * 2;
        }

        [GenerateCodec]
        public sealed class Open
        {
            public int Known { get; set; }
            [UnknownMembers] public Dictionary<string, JsonElement> Rest { get; set; } = [];
        }

        [GenerateCodec]
        public sealed class Tree
        {
            public string Name { get; set; } = "";
            public List<Tree> Children { get; set; } = [];
            public Tree? Other { get; set; }
        }

        public sealed class Box<T>
        {
            public T? Content { get; set; }
            public List<T> All { get; set; } = [];
        }

        [GenerateCodec]
        public sealed class Boxes
        {
            public Box<int> Ints { get; set; } = new();
            public Box<string?> Texts { get; set; } = new();
            public Box<Box<Point>>? Nested { get; set; }
            public Outer.Inner? Inner { get; set; }
        }

        public static class Outer
        {
            public sealed class Inner { public int A { get; set; } }
        }

        [GenerateCodec]
        public sealed class Empty;
        """;

    private const string Hierarchies = """
        namespace App;

        [CodecDerived(typeof(Circle), "circle")]
        [CodecDerived(typeof(Square), "square")]
        [CodecDerived(typeof(Group), "group")]
        public abstract class Shape { public string? Label { get; set; } }

        public class Circle : Shape { public double Radius { get; set; } }

        public sealed class Square : Shape { public double Side { get; init; } }

        public sealed class Group : Shape { public List<Shape> Parts { get; set; } = []; }

        public sealed class Stranger : Circle;

        [GenerateCodec]
        [CodecDerived(typeof(Cat), "cat")]
        public class Animal { public int Legs { get; set; } = 4; }

        public sealed class Cat : Animal { public bool Purrs { get; set; } }

        [CodecDerived(typeof(Gram), "g")]
        public interface IUnit { }

        public readonly record struct Gram(decimal Amount) : IUnit;

        [GenerateCodec]
        public sealed class Drawing
        {
            public Shape? Main { get; set; }
            public List<Shape> Shapes { get; set; } = [];
            public Animal Pet { get; set; } = new();
            public IUnit Unit { get; set; } = new Gram(1);
        }
        """;
}
