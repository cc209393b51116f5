import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';

/**
 * Keyboard first: a page, a dialog or the frame registers its keys; the innermost scope answers. Letters and digits are
 * read as physical keys (`event.code`), so they work on an Arabic or Amharic layout.
 */
export type KeyBinding = {
  /** `F2`, `Ctrl+Enter`, `Alt+1`, `Escape`, `Enter`, `ArrowDown`, `J`. */
  readonly keys: string;
  /** Words of the key bar; without them the key works silently. */
  readonly label?: string;
  /** Without it the key is only shown: the element that has the focus answers it. */
  readonly run?: (event: KeyboardEvent) => void;
  /** Single keys without modifier act only outside text fields unless true. */
  readonly inFields?: boolean;
};
const dialogLevel = 3;
type Scope = { readonly level: number; readonly read: () => readonly KeyBinding[] };

function createKeyRegistry() {
  const scopes = new Set<Scope>();
  const listeners = new Set<() => void>();
  let version = 0;
  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  /** Innermost first. While a dialog is open, the page behind it hears nothing. */
  const ordered = () => {
    const dialogOpen = [...scopes].some((scope) => scope.level >= dialogLevel);
    return [...scopes]
      .filter((scope) => !dialogOpen || scope.level >= dialogLevel || scope.level === 0)
      .sort((a, b) => b.level - a.level);
  };
  return {
    add(scope: Scope) {
      scopes.add(scope);
      changed();
      return () => {
        scopes.delete(scope);
        changed();
      };
    },
    changed,
    /** Labelled keys, innermost first; one that an inner scope takes is not shown twice. */
    bar: (): readonly KeyBinding[] => {
      const all = ordered().flatMap((scope) => scope.read());
      return all.filter(
        (binding, index) =>
          binding.label !== undefined && all.findIndex((other) => other.keys === binding.keys) === index,
      );
    },
    handle(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented) return;
      const combination = combinationOf(event);
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !/^(F\d+|Escape)$/.test(combination);
      const typing = isTyping(event.target);
      for (const scope of ordered()) {
        const binding = scope
          .read()
          .find(
            (candidate) =>
              candidate.run !== undefined &&
              candidate.keys === combination &&
              (!plain || !typing || candidate.inFields === true),
          );
        if (binding?.run !== undefined) {
          event.preventDefault();
          binding.run(event);
          return;
        }
      }
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}

function combinationOf(event: KeyboardEvent): string {
  const code = event.code
    .replace(/^(Key|Digit)/, '')
    .replace('NumpadEnter', 'Enter')
    .replace('Numpad', '');
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${code}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'file'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

type Registry = ReturnType<typeof createKeyRegistry>;
const KeysContext = createContext<Registry | null>(null);

export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(createKeyRegistry, []);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => registry.handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [registry]);
  return <KeysContext value={registry}>{children}</KeysContext>;
}

function useRegistry(): Registry {
  const registry = useContext(KeysContext);
  if (registry === null) throw new Error('keys are used outside KeysProvider');
  return registry;
}

/** Registers keys while the component is mounted. Level: 0 frame, 1 page, 2 panel, 3 dialog. */
export function useKeys(level: number, bindings: readonly KeyBinding[]): void {
  const registry = useRegistry();
  const latest = useRef(bindings);
  latest.current = bindings;
  const labels = bindings.map((binding) => `${binding.keys}=${binding.label ?? ''}`).join('|');
  useEffect(() => registry.add({ level, read: () => latest.current }), [registry, level]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the bar is redrawn exactly when its words change
  useEffect(() => registry.changed(), [registry, labels]);
}

/** The labelled keys that matter now, innermost scope first. */
export function useKeyBar(): readonly KeyBinding[] {
  const registry = useRegistry();
  useSyncExternalStore(registry.subscribe, registry.version);
  return registry.bar();
}
