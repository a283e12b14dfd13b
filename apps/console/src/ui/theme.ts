/** One accent, warm greys, red only for money at risk. Both schemes are drawn from this page. */

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const sea: MantineColorsTuple = [
  '#e8f5f2',
  '#d2eae5',
  '#a4d6cc',
  '#74c1b3',
  '#5fc2b3',
  '#2f9c8d',
  '#1d8577',
  '#137569',
  '#0f6b62',
  '#0a4f48',
];

const warm: MantineColorsTuple = [
  '#f7f6f3',
  '#f1efeb',
  '#e4e1dc',
  '#d6d2cb',
  '#cdc9c2',
  '#a9a49c',
  '#625e57',
  '#4a4641',
  '#36332f',
  '#1f1d1a',
];

const night: MantineColorsTuple = [
  '#ebe8e3',
  '#c9c4bc',
  '#a9a49c',
  '#6f6a63',
  '#4a4641',
  '#36332f',
  '#262422',
  '#1b1a18',
  '#151412',
  '#0e0d0c',
];

export const theme = createTheme({
  colors: { sea, gray: warm, dark: night },
  primaryColor: 'sea',
  primaryShade: 8,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '14px', lineHeight: '24px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    InputWrapper: {
      // Their own sizes go down to ten pixels.
      vars: () => ({
        description: { '--input-description-size': '12px' },
        error: { '--input-error-size': '12px' },
      }),
    },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', checkIconPosition: 'right' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    // As quiet as the heads of a DataTable.
    Table: { styles: { th: { fontSize: '12px', fontWeight: 400, color: 'var(--ink-soft)' } } },
    Text: { defaultProps: { size: 'md' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Drawer: { defaultProps: { position: 'right', overlayProps: { backgroundOpacity: 0.2 } } },
  },
});

/** Mantine's own greys for soft text are too light on both grounds (WCAG 1.4.3). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1f1d1a',
    '--mantine-color-dimmed': '#625e57',
    '--mantine-color-anchor': '#0f6b62',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#6b665f',
  },
  dark: {
    '--mantine-color-body': '#1b1a18',
    '--mantine-color-text': '#ebe8e3',
    '--mantine-color-dimmed': '#a9a49c',
    '--mantine-color-anchor': '#5fc2b3',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-placeholder': '#a9a49c',
  },
});
