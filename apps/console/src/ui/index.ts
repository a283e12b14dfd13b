/** The closed design system: pages draw with what stands here and with nothing else. */

export {
  Alert,
  Box,
  Button,
  Checkbox,
  Chip,
  Divider,
  Drawer,
  Fieldset,
  FileButton,
  Grid,
  Group,
  List,
  Loader,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  Radio,
  ScrollArea,
  SegmentedControl,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Switch,
  Table,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Title,
  Tooltip,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
export * from './action-bar.tsx';
export * from './answers.tsx';
export * from './backlog-picture.tsx';
export * from './chart.tsx';
export * from './confirm-with-effect.tsx';
export { type Column, DAY_PX, MONEY_PX } from './data-row.tsx';
export * from './copy-button.tsx';
export * from './data-table.tsx';
export * from './day-bars.tsx';
export * from './diff.tsx';
export * from './file-drop.tsx';
export * from './disclosure.tsx';
export * from './filters.tsx';
export * from './json.tsx';
export * from './moments.tsx';
export * from './money.tsx';
export * from './month-table.tsx';
export * from './notify.tsx';
export * from './page.tsx';
export * from './panel.tsx';
export * from './process-drawing.tsx';
export * from './progress.tsx';
export * from './quote.tsx';
export * from './source.tsx';
export * from './side-by-side.tsx';
export * from './state.tsx';
export * from './steps.tsx';
export * from './story.tsx';
export * from './until-field.tsx';
export * from './words.tsx';
