using System.Globalization;
using System.Reflection;
using System.Text;

namespace Tributary.Architecture.Tests;

/// <summary>
/// The public API as text, one line per member, so that a change of it is a change that a reviewer sees. Run the tests with
/// <c>UPDATE_API=1</c> to write the files anew.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Assemblies { get; } = ["Tributary.Core", "Tributary.Sync", "Tributary.Durable", "Tributary.Choreography", "Tributary.Sqlite", "Tributary.Testing"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_api_is_as_written(string name)
    {
        var actual = Describe(Assembly.Load(name));
        var file = Path.Combine(Repository.Root, "tests", "Tributary.Architecture.Tests", "PublicApi", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} is missing. Run the tests with UPDATE_API=1.");
        var (expected, found) = (File.ReadAllLines(file), actual.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var changes = expected.Except(found).Select(static l => $"- {l}").Concat(found.Except(expected).Select(static l => $"+ {l}")).ToList();
        Assert.True(changes.Count == 0, $"The public API of {name} changed. If that is meant, run the tests with UPDATE_API=1.\n{string.Join('\n', changes)}");
    }

    private static string Describe(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes())
        {
            lines.Add($"{KindOf(type)} {Show(type)}{Bases(type)}");
            foreach (var member in type.GetMembers(Declared).Where(IsVisible))
                lines.Add($"{Show(type)}.{Show(member)}");
        }

        var text = new StringBuilder();
        foreach (var line in lines.Distinct().Order(StringComparer.Ordinal))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    private static string KindOf(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces().Where(static i => i.IsVisible).Select(Show).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType)
            bases.Insert(0, Show(parent));
        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        Type => false,
        MethodBase method => IsVisible(method) && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(true).Any(IsVisible),
        EventInfo happening => IsVisible(happening.AddMethod!),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Show(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{method.Name}{Generics(method.IsGenericMethodDefinition ? method.GetGenericArguments() : [])}({Parameters(method)}) : {Show(method.ReturnType)}",
        FieldInfo { IsLiteral: true } field => $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{field.Name} : {Show(field.FieldType)}",
        PropertyInfo property => $"{property.Name} {{{string.Concat(property.GetAccessors(true).Where(IsVisible).Select(static a => a.ReturnType == typeof(void) ? " set;" : " get;").Order(StringComparer.Ordinal))} }} : {Show(property.PropertyType)}",
        EventInfo happening => $"event {happening.Name} : {Show(happening.EventHandlerType!)}",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static p =>
        $"{(p.IsOut ? "out " : "")}{Show(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    private static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Show))}>";

    private static string Show(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.HasElementType)
            return Show(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Show(underlying) + "?";
        var name = (type.DeclaringType is { } outer ? Show(outer) + "." : type.Namespace is "System" or null ? "" : type.Namespace + ".") + type.Name.Split('`')[0];
        return name + Generics(type.GetGenericArguments());
    }
}
