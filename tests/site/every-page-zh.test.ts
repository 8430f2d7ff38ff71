import { everyPage } from "./every-page.ts";

everyPage("zh-cn");
