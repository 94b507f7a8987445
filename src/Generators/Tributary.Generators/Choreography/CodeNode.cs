using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>A piece of the code of an endpoint, before labels are known to be needed.</summary>
internal abstract record CodeNode;

/// <summary>One statement.</summary>
/// <param name="Text">The statement with its semicolon.</param>
/// <param name="Span">The step that it comes from; null for none.</param>
/// <param name="Ends">Whether nothing runs behind it.</param>
internal sealed record LineNode(string Text, Span? Span, bool Ends = false) : CodeNode;

/// <summary>Names a state, so that it can be gone to.</summary>
internal sealed record LabelNode(int State) : CodeNode;

/// <summary>Goes to a state.</summary>
internal sealed record GotoNode(int State) : CodeNode;

/// <summary>Two ways.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Then">What happens if it holds.</param>
/// <param name="Otherwise">What happens if it does not.</param>
/// <param name="Span">The step that it comes from.</param>
internal sealed record IfNode(string Condition, List<CodeNode> Then, List<CodeNode> Otherwise, Span Span) : CodeNode;

/// <summary>Several ways.</summary>
/// <param name="Subject">What is looked at.</param>
/// <param name="Sections">The ways, each with its labels such as <c>case 3:</c>.</param>
/// <param name="Span">The step that it comes from.</param>
internal sealed record SwitchNode(string Subject, List<(List<string> Labels, List<CodeNode> Body)> Sections, Span Span) : CodeNode;
